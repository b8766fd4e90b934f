// What the store takes in memory and time, on Redis servers of its own.
import { benchStore } from "../bench/store/bench-store.ts";

await benchStore(process.argv.slice(2));
