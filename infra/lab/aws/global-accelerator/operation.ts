import type { StaticOperationSchema } from "@smithy/types";
import { type JsonRpcOperation, jsonRpcOperation } from "../json-rpc.ts";
import { mustBeHome } from "./regions.ts";

/** An operation of Global Accelerator; refuses calls that were signed for another than its home Region. */
export function operation<Input, Output extends object>(
  schema: StaticOperationSchema,
  run: (input: Input) => Output,
): JsonRpcOperation {
  return jsonRpcOperation<Input, Output>(schema, "GlobalAccelerator_V20180706", (input, caller) => {
    mustBeHome(caller.region);
    return run(input);
  });
}
