import type { AnswerRun } from "../../contract/answer-run.ts";
import type { AnswersAbout, NotAsked } from "../../contract/answers.ts";
import type { AnswerContext } from "./answer-context.ts";
import { askerKey, type GroupAsker } from "./askers.ts";

interface Asking {
  readonly about: AnswersAbout;
  readonly run: AnswerRun | null;
  readonly context: AnswerContext;
}

/** For each source that counts, why it would have nothing to say of an asker. */
export function notAsked({ about, run, context }: Asking, asker: GroupAsker): NotAsked[] {
  const source = about === "live" ? "test" : "shadow";
  return [
    ...(about === "live" ? [{ source: "lookup" as const, ...noLookup(asker) }] : []),
    { source, ...noTest(run, asker) },
    ...(context.records === null ? [NO_MODEL] : []),
  ];
}

const NO_MODEL: NotAsked = {
  source: "model",
  reason: "it is not known which records stand in Route 53",
  mend: "Let the inventory be read (--aws-accounts), or declare the incumbent's design in the service file.",
};

function noLookup({ vantage }: GroupAsker): Omit<NotAsked, "source"> {
  if (vantage === null) {
    return { reason: "no probe stands in the block", mend: null };
  }
  return {
    reason: `no lookup of the name from ${vantage.id} was counted in this time`,
    mend: `See whether the probe of ${vantage.id} measures (isochrone status); its release must tell what lookups answer.`,
  };
}

function noTest(run: AnswerRun | null, asker: GroupAsker): Omit<NotAsked, "source"> {
  if ("reason" in asker.question) return asker.question;
  const told = run?.results.find((each) => askerKey(each.asker) === askerKey(asker.name));
  const error = told?.error ?? run?.error;
  if (error) return { reason: `Route 53 was asked and said: ${error.message}`, mend: error.mend };
  return {
    reason:
      run === null ? "Route 53 was not asked yet" : "Route 53 was not asked about this one yet",
    mend: "Ask it: isochrone answers SERVICE --source test",
  };
}
