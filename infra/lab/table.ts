import Table from "cli-table3";
import type { LabReady, Truth } from "./announcement.ts";

/** No lines between rows: the tables are long. */
const STYLE = {
  style: { head: [], border: [] },
  chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
};

/** What runs where and what is true, for a reader at a terminal. */
export function labTable(ready: LabReady): string {
  return [
    `Isochrone lab "${ready.estate.environment.name}": ${ready.estate.environment.note}`,
    whatRunsWhere(ready),
    ...ready.estate.services.map((service) =>
      truthTable(
        ready,
        service.endpoints.map((endpoint) => endpoint.id),
      ),
    ),
    "Echo round trip / time to first byte of a new connection, medians in ms; ~ is estimated from the distance.",
    `The AWS APIs are at ${ready.aws.endpoint} for whoever signs with the lab's own key:\nAWS_ENDPOINT_URL=${ready.aws.endpoint} AWS_REGION=${ready.aws.region} AWS_ACCESS_KEY_ID=${ready.aws.accessKeyId} AWS_SECRET_ACCESS_KEY=${ready.aws.secretAccessKey}`,
    "A client is known by its source address; any other address gets through without delay. Ctrl-C ends the lab.",
  ].join("\n\n");
}

function whatRunsWhere(ready: LabReady): string {
  const table = new Table({ head: ["what", "address"], ...STYLE });
  for (const service of ready.estate.services) {
    for (const endpoint of service.endpoints) {
      table.push([`endpoint ${endpoint.id} in ${endpoint.label}`, endpoint.url]);
    }
    const entries = [
      ["Route 53 name", service.dns],
      ["accelerator", service.accelerator],
    ] as const;
    for (const [entry, way] of entries) {
      if (way === undefined) continue;
      table.push([entry, way.url]);
      for (const [id, url] of Object.entries(way.pinned)) table.push([`${entry}, ${id} only`, url]);
    }
  }
  const resolver = ready.estate.vantages[0]?.resolver;
  if (resolver !== undefined) {
    table.push(["name server, UDP and TCP", `${resolver.address} port ${resolver.port}`]);
  }
  return table.toString();
}

function truthTable(ready: LabReady, endpoints: readonly string[]): string {
  const table = new Table({
    head: ["vantage", "source address", ...endpoints, "by Route 53", "by the accelerator"],
    ...STYLE,
  });
  for (const [vantage, probe] of Object.entries(ready.probes)) {
    const rows = ready.truth.filter((row) => row.vantage === vantage);
    const find = (entry: Truth["entry"], endpoint: string | null) =>
      rows.find((row) => row.entry === entry && row.endpoint === endpoint);
    table.push([
      vantage,
      probe.sourceAddress,
      ...endpoints.map((endpoint) => times(find("direct", endpoint))),
      chosen(find("dns", null)),
      chosen(find("accelerator", null)),
    ]);
  }
  return table.toString();
}

function times(row: Truth | undefined): string {
  if (row === undefined) return "";
  const ms = (us: number) => (us / 1_000).toFixed(1);
  return `${row.basis === "estimate" ? "~" : ""}${ms(row.echoRttUs)} / ${ms(row.ttfbNewUs)}`;
}

function chosen(row: Truth | undefined): string {
  return row === undefined ? "" : `${times(row)}  ${row.servedBy}`;
}
