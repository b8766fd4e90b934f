import type { StaticOperationSchema } from "@smithy/types";
import type { ApiOperation } from "../api-service.ts";
import { queryOperation } from "../query.ts";
import type { QueryDialect } from "../query-dialect.ts";
import { dryRun } from "./problems.ts";

export const EC2_DIALECT: QueryDialect = {
  protocol: "ec2",
  version: "2016-11-15",
  xmlNamespace: "http://ec2.amazonaws.com/doc/2016-11-15/",
};

/** An operation of EC2, which with `DryRun` only tells that it would have gone through. */
export function ec2Operation<Input extends { DryRun?: boolean | undefined }, Output extends object>(
  schema: StaticOperationSchema,
  run: (input: Input, region: string) => Output,
): ApiOperation {
  return queryOperation<Input, Output>(schema, EC2_DIALECT, (input, { region }) => {
    const output = run(input, region);
    if (input.DryRun === true) throw dryRun();
    return output;
  });
}
