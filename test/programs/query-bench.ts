// What questions take, over HTTP from a controller as built.
import { benchQuery } from "../bench/query/bench-query.ts";

await benchQuery(process.argv.slice(2));
