import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API } from "../../controller/contract/api.ts";
import { InventoryAnswer } from "../../controller/contract/inventory.ts";
import { ServiceChange } from "../../controller/contract/service-change.ts";
import { ServiceFile } from "../../controller/contract/service-file.ts";
import { ProposalList, ServiceProposal } from "../../controller/contract/service-proposal.ts";
import { readYaml } from "../../controller/yaml/read-yaml.ts";
import { accessDenied } from "../../infra/lab/aws/faults.ts";
import { MAIN_ACCOUNT } from "../../infra/lab/cloud/accounts.ts";
import { lookUp } from "../../infra/lab/cloud/serve-names.ts";
import { type Lab, openLab } from "../../infra/lab/lab.ts";
import { Assignment } from "../../probe/contract/assignment.ts";
import { PROBE_API } from "../../probe/contract/wire.ts";
import { startTestController, type TestController } from "../helpers/controller.ts";
import { atlas, smallWorld } from "../infra/lab/small-world.ts";

const NAME = "shop.lab.test";

let lab: Lab;
let controller: TestController;
let token: string;

beforeAll(async () => {
  lab = await openLab(smallWorld("127.95"), atlas, { httpPort: 0, dnsPort: 0, awsPort: 0 });
  controller = await startTestController();
  token = await controller.issueApiToken("operator", "operator");
  await controller.readAws(awsOfLab());
});
afterAll(async () => {
  await controller?.close();
  await lab?.close();
});

function awsOfLab() {
  const { endpoint, region, accounts, ...credentials } = lab.ready.aws;
  return { endpoint, region, accounts, credentials };
}

async function call(path: string, method = "GET", body?: string, as = token): Promise<unknown> {
  const type = body === undefined ? {} : { "content-type": "application/yaml" };
  const response = await fetch(new URL(path, controller.url), {
    method,
    headers: { authorization: `Bearer ${as}`, ...type },
    ...(body === undefined ? {} : { body }),
  });
  const told: unknown = await response.json();
  expect(response.status, JSON.stringify(told)).toBeLessThan(300);
  return told;
}

/** What was read, as soon as a reading has ended after the given moment. */
async function readAfter(afterMs: number): Promise<InventoryAnswer> {
  for (;;) {
    const answer = InventoryAnswer.parse(await call(API.inventory));
    const { state, lastFinishedAtMs } = answer.refresh;
    if (state === "idle" && (lastFinishedAtMs ?? 0) > afterMs) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Names are looked up in the lab, for there is nobody else to ask. */
function atAddress(text: string): URL {
  const url = new URL(text);
  if (!/^[\d.]+$/.test(url.hostname)) {
    url.hostname = lookUp(lab.cloud.names, `${url.hostname}.`)[0] ?? "";
  }
  return url;
}

describe("isochrone discover on the lab", () => {
  it("finds the shop with both ways in, beside what is no service", async () => {
    await readAfter(0);
    const list = ProposalList.parse(await call(API.proposals));
    const shop = list.proposals.find(({ name }) => name === NAME);
    expect(shop).toMatchObject({ id: "shop", declaredAs: null, endpoints: 2 });
    expect(shop?.places).toEqual(["eu-west-1", "us-east-1"]);
    expect(shop?.entries).toContain("dns");
    const names = list.proposals.map(({ name }) => name);
    expect(names.filter((name) => name.endsWith(`.${NAME}`))).toEqual([]);
  });

  it("proposes a file that validates, is declared, and gives its probes something to measure", async () => {
    await readAfter(0);
    const proposal = ServiceProposal.parse(await call(`${API.proposals}/${NAME}`));
    expect(readYaml(proposal.text, ServiceFile)).toMatchObject({ ok: true });
    const { endpoints, entries, incumbent } = proposal.file;
    expect(endpoints.map(({ id }) => id).sort()).toEqual(["shop-euw1", "shop-use1"]);
    expect(Object.keys(entries.dns?.pinned ?? {})).toContain("shop-euw1");
    expect(incumbent).toMatchObject({
      entry: "dns",
      design: { healthChecks: [{}, {}], hostedZones: [{ name: `${NAME}.` }] },
    });
    // What it is measured by answers, as the endpoint that it is to be.
    for (const { id, url } of endpoints) {
      const { status, headers } = await fetch(atAddress(url));
      expect([status, headers.get("x-served-by")]).toEqual([200, id]);
    }

    const checked = await call(`${API.services}/validate`, "POST", proposal.text);
    expect(ServiceChange.parse(checked)).toMatchObject({ outcome: "added", beginsEstate: true });
    const put = await call(`${API.services}/${proposal.id}`, "PUT", proposal.text);
    expect(ServiceChange.parse(put).vantagesAdded).toContain("us-east-1");

    const probe = await controller.issueProbeToken("us-east-1");
    const given = await call(`${PROBE_API.assignment}?vantage=us-east-1`, "GET", undefined, probe);
    const { rounds } = Assignment.parse(given);
    const targets = new Set(rounds.flatMap((round) => round.targets.map(({ url }) => url)));
    for (const url of [...endpoints.map((each) => each.url), entries.dns?.url]) {
      expect(targets).toContain(url);
    }
    const later = ProposalList.parse(await call(API.proposals));
    expect(later.proposals.find(({ name }) => name === NAME)?.declaredAs).toBe("shop");
  });

  it("says what it may lack where something must not be read, and goes on with what it knew", async () => {
    const { refresh } = await readAfter(0);
    const faults = lab.cloud.api.faultsOf(MAIN_ACCOUNT, "route53");
    faults.set("ListHealthChecks", accessDenied("route53", "ListHealthChecks"));
    await call(API.inventoryRefresh, "POST");
    await readAfter(refresh.lastFinishedAtMs ?? 0);
    faults.mend("ListHealthChecks");
    const { unread, file, text } = ServiceProposal.parse(await call(`${API.proposals}/${NAME}`));
    expect(unread.join()).toMatch(
      /health checks in 111122223333: could not be read.*Allow route53:ListHealthChecks/,
    );
    expect(text).toContain("# not read: health checks in 111122223333");
    expect(file.incumbent?.design?.healthChecks).toHaveLength(2);
  });
});
