import { z } from "zod";

const Column = z.string().min(1).max(120).optional();

/** Columns of a log by what they mean, where they are not recognised by their names. */
export const LogColumns = z.object({
  client: Column.describe("column with the address of the client"),
  country: Column.describe("column with the country of the client, ISO 3166-1 alpha-2"),
  group: Column.describe("column with the id of the client group"),
  bytesIn: Column.describe("column with the bytes that the client sent"),
  bytesOut: Column.describe("column with the bytes that the client got"),
  requests: Column.describe("column with a number of requests; each row is one without it"),
  time: Column.describe("column with the time, RFC 3339 or seconds or milliseconds since 1970"),
});

export type LogColumns = z.infer<typeof LogColumns>;

/** A file with who asked for how much, from which shares and volumes of the client groups are taken. */
export const TrafficLog = z.object({
  file: z.string().min(1).max(4_096).describe("path of the log, relative to the service file"),
  format: z
    .enum(["csv", "cloudfront", "alb"])
    .optional()
    .describe(
      "csv with a line of names first, CloudFront standard log or access log of an Application Load Balancer; recognised without it",
    ),
  columns: LogColumns.optional().describe("columns that are not recognised by their names"),
  hoursCovered: z
    .number()
    .positive()
    .max(1e6)
    .optional()
    .describe("hours that the log covers; from its first time to its last without it"),
});

export type TrafficLog = z.infer<typeof TrafficLog>;
