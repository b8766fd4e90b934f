import { TestDNSAnswerCommand } from "@aws-sdk/client-route-53";
import type { AskedAnswer } from "../contract/answer-run.ts";
import type { AskerName } from "../contract/answers.ts";
import type { ReadError } from "../contract/inventory-part.ts";
import { limited } from "./limited.ts";
import { ROUTE53 } from "./read/route53.ts";
import { readErrorOf } from "./read-error.ts";
import type { Session } from "./session.ts";

/** Somebody to ask about, as Route 53 is to take them. */
export type AnswerQuestion = {
  readonly asker: AskerName;
  readonly resolver: string;
  /** A block; null for a resolver that tells none. */
  readonly clientSubnet: string | null;
};

export type TestDnsAnswers = {
  readonly session: Pick<Session, "call">;
  readonly zone: string;
  readonly name: string;
  readonly questions: readonly AnswerQuestion[];
  /** How often about each: more than once where Route 53 draws lots. */
  readonly times: number;
  readonly roleArn: string | null;
  readonly endpoint: string | null;
  readonly nowMs: () => number;
};

const CALL = { ...ROUTE53, action: "TestDNSAnswer" } as const;
/** The session spaces the calls; this keeps the way to AWS busy meanwhile. */
const AT_ONCE = 4;
/** After an error of these kinds every other call would fail of the same. */
const HOPELESS = new Set<ReadError["kind"]>(["denied", "no-credentials", "expired-token"]);

/**
 * Asks Route 53 what it would answer each asker. Nothing is thrown: what failed is told beside what was
 * answered before, and after an error that all calls would meet nobody else is asked about.
 *
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_TestDNSAnswer.html
 */
export async function testDnsAnswers(asked: TestDnsAnswers): Promise<AskedAnswer[]> {
  const { session, zone, name, questions, times, nowMs } = asked;
  const limit = limited(AT_ONCE);
  let hopeless: ReadError | null = null;
  const ask = async ({ resolver, clientSubnet }: AnswerQuestion) => {
    const [ip, mask] = clientSubnet?.split("/") ?? [];
    const answer = await session.call(CALL, (client, options) =>
      client.send(
        new TestDNSAnswerCommand({
          HostedZoneId: zone,
          RecordName: name,
          RecordType: "A",
          ResolverIP: resolver,
          EDNS0ClientSubnetIP: ip,
          EDNS0ClientSubnetMask: mask,
        }),
        options,
      ),
    );
    return { code: answer.ResponseCode ?? "unknown", values: answer.RecordData ?? [] };
  };
  const askAll = async (question: AnswerQuestion): Promise<AskedAnswer> => {
    const { asker, resolver, clientSubnet } = question;
    const responses: AskedAnswer["responses"] = [];
    let error: ReadError | null = hopeless;
    while (responses.length < times && error === null) {
      try {
        responses.push(await ask(question));
      } catch (cause) {
        error = readErrorOf(cause, { ...asked, call: CALL, isKnown: true });
        if (HOPELESS.has(error.kind)) hopeless = error;
      }
    }
    return { asker, atMs: nowMs(), resolver, clientSubnet, responses, error };
  };
  return await Promise.all(questions.map((question) => limit(() => askAll(question))));
}
