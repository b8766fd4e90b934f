import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { API } from "../contract/api.ts";
import { ProposalList, ServiceProposal } from "../contract/service-proposal.ts";
import { type Answer, answer, type CommonFlags } from "./answer.ts";
import { awaitFirst, readAnew } from "./await-reading.ts";
import { CliError } from "./cli-error.ts";
import { addCommonOptions } from "./common-options.ts";
import type { Connection } from "./connection.ts";
import { askController } from "./controller-client.ts";
import { EXIT } from "./exit-status.ts";
import { proposalLines } from "./render/proposal-lines.ts";
import { sentenceLines } from "./render/sentence.ts";
import type { CliWorld } from "./world.ts";

type DiscoverFlags = CommonFlags & {
  readonly name?: string;
  readonly output?: string;
  readonly refresh?: true;
};

const NOTHING_YET = "AWS was not read yet.";

const HELP = `
Examples:
  isochrone discover                              what there is
  isochrone discover --name shop.example          the file of one service, with comments
  isochrone discover --name shop.example --output shop.yaml
  isochrone discover --json | jq -r '.proposals[].name'

Nothing is declared by it, and nothing changed in AWS. Look through the file, say who your users are
and what you want to reach, then: isochrone service add shop.yaml

Exit status: 0 found, 3 something could not be read and may be missing, 1 error, 64 wrong usage.`;

/** `isochrone discover`: services that stand in AWS, as files that declare them. */
export function addDiscoverCommand(program: Command, world: CliWorld): void {
  addCommonOptions(program.command("discover"), world)
    .description("propose service files for what stands in AWS")
    .option("--name <name>", "the service behind this name, as a file")
    .option("--output <file>", "write the file there, where none is yet")
    .option("--refresh", "read AWS anew first")
    .option("--all", "show every row")
    .addHelpText("after", HELP)
    .action(async (flags: DiscoverFlags) => {
      await answer(flags, world, async (connection) => {
        if (flags.refresh === true) await readAnew(connection, world);
        else await awaitFirst(connection, world);
        if (flags.name !== undefined) return await one(flags.name, flags, connection, world);
        const request = { path: API.proposals };
        const list = await askController(connection, request, ProposalList, world.fetch);
        const [only, ...others] = list.proposals;
        if (only === undefined || (others.length > 0 && flags.output === undefined))
          return listed(list);
        if (others.length > 0) throw several(list);
        return await one(only.name, flags, connection, world);
      });
    });
}

/** The file is the answer, and nothing beside it, so that it can be sent on. */
async function one(
  name: string,
  { output, json }: DiscoverFlags,
  connection: Connection,
  world: CliWorld,
): Promise<Answer> {
  const request = { path: `${API.proposals}/${encodeURIComponent(name)}` };
  const proposal = await askController(connection, request, ServiceProposal, world.fetch);
  if (output !== undefined) write(output, proposal.text);
  if (json !== true) {
    for (const text of proposal.unread) world.say(`not read: ${text}`);
    if (output !== undefined)
      world.say(`Next: look through it, then isochrone service add ${output}`);
  }
  const written = `${output}: ${proposal.name} with ${proposal.endpoints} endpoints, as service ${proposal.id}`;
  return {
    status: proposal.unread.length === 0 ? EXIT.fine : EXIT.inconclusive,
    data: { proposal, output: output ?? null },
    lines: () => [output === undefined ? proposal.text.trimEnd() : written],
    view: null,
  };
}

function listed(list: ProposalList): Answer {
  const { readAtMs, refresh, unread } = list;
  const isKnown = readAtMs !== null && unread.length === 0;
  const nothing = [NOTHING_YET, refresh.mend ?? ""].join(" ").trim();
  return {
    status: isKnown ? EXIT.fine : EXIT.inconclusive,
    data: { ...list },
    lines: (page) => (readAtMs === null ? sentenceLines(nothing, page) : proposalLines(list, page)),
    view: null,
  };
}

/** What somebody has written is never replaced. */
function write(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: "wx" });
  } catch (cause) {
    const exists = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    throw new CliError(
      {
        code: exists ? "file_exists" : "bad_output",
        message: exists
          ? `${path} is there already`
          : `${path} cannot be written: ${String(cause)}`,
        mend: exists
          ? "name another file, or remove this one"
          : "name a file in a folder that is yours",
      },
      { cause },
    );
  }
}

function several({ proposals }: ProposalList): CliError {
  const names = proposals.map(({ name }) => name).join(", ");
  return new CliError({
    code: "several_services",
    message: `there are several services, and --output takes one: ${names}`,
    mend: "choose with --name",
  });
}
