/** Numbers in [0, 1) that are the same at every run. */
export { seededRandom as seeded } from "../../controller/core/statistics/seeded-random.ts";
