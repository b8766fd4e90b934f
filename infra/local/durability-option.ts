import { Option } from "commander";

/** What has a batch when its probe is told so: the primary alone, or one replica as well. */
export type Durability = "primary" | "replica";

const DURABILITIES: readonly Durability[] = ["primary", "replica"];

/** `--durability` of each command that starts a controller. */
export function durabilityOption(): Option {
  return new Option("--durability <which>", "what must have a batch before its probe hears so")
    .choices(DURABILITIES)
    .default("primary");
}
