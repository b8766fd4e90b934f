// What a recommendation takes, once the evidence is in memory.
import { benchAdvise } from "../bench/advise/bench-advise.ts";

await benchAdvise(process.argv.slice(2));
