import type { TrafficLog } from "../contract/traffic-log.ts";

/** How the rows of a log are written. */
export type LogFormat = {
  readonly format: NonNullable<TrafficLog["format"]>;
  readonly delimiter: string;
};

/** Delimiters of CSV, the usual one first. */
const DELIMITERS = [",", "\t", ";", "|"];
/** Kind of listener and time, with which each row of a load balancer's log begins. */
const ALB_ROW = /^(https?|h2|grpcs|wss?) \d{4}-\d\d-\d\dT/;

/**
 * The columns of an Application Load Balancer's access log as far as they matter; later ones are not named
 * (docs.aws.amazon.com/elasticloadbalancing, "Access logs for your Application Load Balancer").
 */
export const ALB_COLUMNS = [
  "type",
  "time",
  "elb",
  "client:port",
  "target:port",
  "request_processing_time",
  "target_processing_time",
  "response_processing_time",
  "elb_status_code",
  "target_status_code",
  "received_bytes",
  "sent_bytes",
];

/** Recognises how a log is written by how it begins, where nobody says so. */
export function logFormat(beginning: string, said: TrafficLog["format"]): LogFormat {
  const text = beginning.replace(/^\uFEFF/, "");
  const format = said ?? recognised(text);
  if (format === "cloudfront") return { format, delimiter: "\t" };
  if (format === "alb") return { format, delimiter: " " };
  const header = text.split(/\r?\n/).find((line) => line.trim() !== "") ?? "";
  const counted = DELIMITERS.map((delimiter) => header.split(delimiter).length);
  return { format, delimiter: DELIMITERS[counted.indexOf(Math.max(...counted))] ?? "," };
}

function recognised(text: string): LogFormat["format"] {
  if (/^#(Version|Fields):/.test(text)) return "cloudfront";
  return ALB_ROW.test(text) ? "alb" : "csv";
}
