import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { API } from "../../contract/api.ts";
import { ServiceFile } from "../../contract/service-file.ts";
import { ProposalList, ServiceProposal } from "../../contract/service-proposal.ts";
import { namesText } from "../../core/wording/names.ts";
import { loadInventoryRefresh } from "../../query/load-inventory-refresh.ts";
import { loadProposals } from "../../query/load-proposals.ts";
import { writeYaml } from "../../yaml/write-yaml.ts";
import type { ApiDeps } from "../api-deps.ts";
import { ApiProblem } from "../api-problem.ts";

const NAMES_TOLD = 8;

/** Services that stand in AWS, as files that would declare them. */
export const proposals =
  ({ store, queues }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    app.get(
      API.proposals,
      {
        schema: {
          summary: "Services that the last reading of AWS found, in short",
          response: { 200: ProposalList },
        },
      },
      async () => {
        const [refresh, found] = await Promise.all([
          loadInventoryRefresh(store, queues.aws),
          loadProposals(store),
        ]);
        return {
          refresh,
          readAtMs: found?.readAtMs ?? null,
          proposals: (found?.proposals ?? []).map(({ summary }) => summary),
          passedOver: [...(found?.passedOver ?? [])],
          unread: found?.unread ?? [],
        };
      },
    );
    app.get(
      `${API.proposals}/:name`,
      {
        schema: {
          summary: "One of them, with the file that declares it (value and YAML)",
          params: z.object({ name: z.string().min(1).max(1_024) }),
          response: { 200: ServiceProposal },
        },
      },
      async ({ params }) => {
        const found = await loadProposals(store);
        const name = params.name.toLowerCase().replace(/\.$/, "");
        const proposal = found?.proposals.find(
          ({ summary }) => summary.name === name || summary.otherNames.includes(name),
        );
        if (proposal === undefined) throw unknownName(name, found);
        const { summary, file, comments } = proposal;
        return { ...summary, file: ServiceFile.parse(file), text: writeYaml(file, comments) };
      },
    );
    done();
  };

function unknownName(name: string, found: Awaited<ReturnType<typeof loadProposals>>): ApiProblem {
  const why = found?.passedOver.find((each) => each.name === name)?.why;
  const names = (found?.proposals ?? []).map(({ summary }) => summary.name);
  const there =
    names.length === 0 ? "nothing was found" : `it found ${namesText(names, NAMES_TOLD)}`;
  return new ApiProblem(404, {
    code: "unknown_proposal",
    message:
      why === undefined
        ? `No service ${name} was found in AWS.`
        : `${name} is proposed as no service: ${why}.`,
    mend:
      found === null
        ? "AWS was not read yet: isochrone inventory --refresh reads it."
        : `The last reading is what counts; ${there}. isochrone inventory says what could not be read.`,
  });
}
