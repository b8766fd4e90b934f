import { runMeasureWorker } from "./measure-worker.ts";

// The program of the measuring thread.
runMeasureWorker();
