import {
  type AcceleratorAttributes,
  DescribeAcceleratorAttributes$,
  type DescribeAcceleratorAttributesRequest,
  type DescribeAcceleratorAttributesResponse,
  UpdateAcceleratorAttributes$,
  type UpdateAcceleratorAttributesRequest,
  type UpdateAcceleratorAttributesResponse,
} from "@aws-sdk/client-global-accelerator";
import type { JsonRpcOperation } from "../json-rpc.ts";
import { UpdateAttributesInput } from "./accelerator-input.ts";
import { checked } from "./checked.ts";
import type { Means } from "./means.ts";
import { operation } from "./operation.ts";
import type { StoredAccelerator } from "./store.ts";

/** The operations on flow logs. The lab keeps their settings and writes none. */
export function attributeOperations({ store }: Means): JsonRpcOperation[] {
  return [
    operation<DescribeAcceleratorAttributesRequest, DescribeAcceleratorAttributesResponse>(
      DescribeAcceleratorAttributes$,
      ({ AcceleratorArn = "" }) => ({
        AcceleratorAttributes: attributesOf(store.get(AcceleratorArn)),
      }),
    ),
    operation<UpdateAcceleratorAttributesRequest, UpdateAcceleratorAttributesResponse>(
      UpdateAcceleratorAttributes$,
      (request) => {
        const input = checked(UpdateAttributesInput, request);
        const before = store.get(input.AcceleratorArn);
        const { FlowLogsEnabled, FlowLogsS3Bucket, FlowLogsS3Prefix } = input;
        const flowLogs = {
          ...before.flowLogs,
          ...(FlowLogsEnabled === undefined ? {} : { enabled: FlowLogsEnabled }),
          ...(FlowLogsS3Bucket === undefined ? {} : { bucket: FlowLogsS3Bucket }),
          ...(FlowLogsS3Prefix === undefined ? {} : { prefix: FlowLogsS3Prefix }),
        };
        return { AcceleratorAttributes: attributesOf(store.put({ ...before, flowLogs })) };
      },
    ),
  ];
}

function attributesOf({ flowLogs }: StoredAccelerator): AcceleratorAttributes {
  return {
    FlowLogsEnabled: flowLogs.enabled,
    FlowLogsS3Bucket: flowLogs.bucket,
    FlowLogsS3Prefix: flowLogs.prefix,
  };
}
