import { testKilledProbe } from "../helpers/killed-probe.ts";

// Ten minutes without a controller, and the probe killed once a minute.
testKilledProbe([60_000, 47_000, 73_000, 1_000, 59_000, 60_000, 80_000, 40_000, 90_000, 90_000]);
