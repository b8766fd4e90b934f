import { ListResourceRecordSetsCommand, type RRType } from "@aws-sdk/client-route-53";
import { RecordSet } from "../../contract/aws/record-set.ts";
import { pagesOf } from "../pages.ts";
import type { PartEnd, PartReader } from "../part-reader.ts";
import { misfits } from "./misfits.ts";
import { recordSetSpec } from "./record-set-spec.ts";
import { ROUTE53 } from "./route53.ts";

/** Where the next page begins. */
type Next = {
  readonly StartRecordName: string | undefined;
  readonly StartRecordType: RRType | undefined;
  readonly StartRecordIdentifier: string | undefined;
};

/** Lists the record sets of a hosted zone. */
export async function readRecordSets(reader: PartReader, zone: string): Promise<PartEnd> {
  const pages = pagesOf(
    (next: Next | undefined) =>
      reader.call({ ...ROUTE53, action: "ListResourceRecordSets" }, (client, options) =>
        client.send(new ListResourceRecordSetsCommand({ HostedZoneId: zone, ...next }), options),
      ),
    (page): Next | undefined =>
      page.IsTruncated !== true
        ? undefined
        : {
            StartRecordName: page.NextRecordName,
            StartRecordType: page.NextRecordType,
            StartRecordIdentifier: page.NextRecordIdentifier,
          },
  );
  const understood = misfits();
  for await (const { ResourceRecordSets = [] } of pages) {
    const specs = ResourceRecordSets.flatMap((set) =>
      understood.take(RecordSet, recordSetSpec(set), `${set.Name} ${set.Type}`),
    );
    reader.add(
      "recordSets",
      specs.map((spec) => ({ account: reader.account, zone, spec })),
    );
  }
  const error = understood.error("record sets");
  return error === undefined ? {} : { error };
}
