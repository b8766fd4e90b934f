import type { ChangeResourceRecordSetsCommandInput } from "@aws-sdk/client-route-53";
import { describe, expect, it } from "vitest";
import type { Session } from "../../../controller/aws/session.ts";
import { writeShadow } from "../../../controller/aws/shadow-records.ts";
import type { RecordSet } from "../../../controller/contract/aws/record-set.ts";
import { SHADOW_PLAN } from "../cli/sample-shadow.ts";

/** A session that writes down what it is asked, of an AWS that has everything at once. */
function heard(inputs: ChangeResourceRecordSetsCommandInput[]): Pick<Session, "call"> {
  const client = {
    send({ input }: { input: ChangeResourceRecordSetsCommandInput }) {
      inputs.push(input);
      return Promise.resolve({ ChangeInfo: { Id: "C1", Status: "INSYNC" } });
    },
  };
  const call = (_call: unknown, send: (each: unknown, options: unknown) => unknown) =>
    send(client, {});
  return { call } as unknown as Pick<Session, "call">;
}

async function orderOf(records: readonly RecordSet[]): Promise<(string | undefined)[]> {
  const inputs: ChangeResourceRecordSetsCommandInput[] = [];
  const plan = { ...SHADOW_PLAN, records: [...records] };
  await writeShadow(heard(inputs), plan, () => Promise.resolve());
  const changes = inputs[0]?.ChangeBatch?.Changes ?? [];
  return changes.map(({ ResourceRecordSet }) => ResourceRecordSet?.Name?.split(".")[0]);
}

describe("controller/aws/shadow-records", () => {
  it("creates what an alias leads to before the alias", async () => {
    const root = SHADOW_PLAN.shadowName.split(".")[0];
    expect(await orderOf(SHADOW_PLAN.records)).toEqual(["n1", "n1", root]);
  });

  it("does so whichever way they were numbered, and ends on aliases that go in a circle", async () => {
    const [first] = SHADOW_PLAN.records;
    if (first?.alias === undefined) throw new Error("the plan begins with no alias");
    const { alias } = first;
    const at = (label: string) => `${label}.${SHADOW_PLAN.shadowName}`;
    const leading = (from: string, to: string): RecordSet => ({
      ...first,
      name: at(from),
      alias: { ...alias, dnsName: at(to) },
    });
    const { alias: _none, ...plain } = {
      ...first,
      name: at("n3"),
      ttlS: 30,
      values: ["192.0.2.1"],
    };
    const sets = [leading("n1", "n3"), leading("n2", "n1"), plain];
    expect(await orderOf(sets)).toEqual(["n3", "n1", "n2"]);
    expect(await orderOf(sets.toReversed())).toEqual(["n3", "n1", "n2"]);
    expect(await orderOf([leading("n1", "n2"), leading("n2", "n1")])).toEqual(["n2", "n1"]);
  });
});
