import type { Trouble } from "../contract/trouble.ts";
import type { StoreLook } from "../core/pressure/store-look.ts";

/** Figures that are read when they are asked for. */
export type MetricsSource = {
  readonly look: () => StoreLook | null;
  readonly trouble: () => Trouble | null;
  readonly readers: () => number;
};
