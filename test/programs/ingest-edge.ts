// What a batch costs at the controller's door, before it is in Redis.
import { measureEdge } from "../bench/ingest-edge/measure-edge.ts";

measureEdge(process.argv.slice(2));
