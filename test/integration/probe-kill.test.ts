import { testKilledProbe } from "../helpers/killed-probe.ts";

testKilledProbe([2_500, 1_700, 3_100, 400, 2_300]);
