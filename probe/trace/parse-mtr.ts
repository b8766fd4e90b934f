import * as z from "zod";
import type { Hop } from "./hop.ts";

/** What mtr writes for a hop that never answered. */
const NOBODY = "???";

/** Versions before 0.94 write numbers as text. */
const Report = z.object({
  report: z.object({
    hubs: z.array(
      z.object({
        count: z.coerce.number().int().positive(),
        host: z.string(),
        "Loss%": z.coerce.number(),
        Snt: z.coerce.number().int().nonnegative(),
        Last: z.coerce.number(),
        Avg: z.coerce.number(),
        Best: z.coerce.number(),
        Wrst: z.coerce.number(),
        StDev: z.coerce.number(),
      }),
    ),
  }),
});

/**
 * Reads the report of `mtr --report --json --no-dns`.
 *
 * @throws Error for text that is no such report
 */
export function parseMtr(text: string): Hop[] {
  const report = Report.safeParse(parseJson(text));
  if (!report.success) throw new Error("mtr wrote no report that can be read");
  return report.data.report.hubs.map(({ count, host, Snt, ...hub }) => {
    const isSilent = host === NOBODY || hub["Loss%"] >= 100;
    const us = (ms: number) => (isSilent ? null : Math.round(ms * 1_000));
    return {
      hop: count,
      addresses: host === NOBODY ? [] : [host],
      sent: Snt,
      lossRatio: hub["Loss%"] / 100,
      lastUs: us(hub.Last),
      avgUs: us(hub.Avg),
      bestUs: us(hub.Best),
      worstUs: us(hub.Wrst),
      stDevUs: us(hub.StDev),
      refusal: null,
    };
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
