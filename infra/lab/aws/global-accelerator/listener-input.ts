import { z } from "zod";
import { Arn, Token } from "./fields.ts";
import { MOST_PORT_RANGES } from "./limits.ts";

/** Which ports are valid is another exception than InvalidArgument. */
const PortRanges = z
  .array(z.object({ FromPort: z.number("is needed"), ToPort: z.number("is needed") }))
  .min(1, "must hold at least one range")
  .max(MOST_PORT_RANGES, `must hold no more than ${MOST_PORT_RANGES} ranges`);

const Protocol = z.enum(["TCP", "UDP"]);
const ClientAffinity = z.enum(["NONE", "SOURCE_IP"]);

export const CreateListenerInput = z.object({
  AcceleratorArn: Arn,
  PortRanges,
  Protocol,
  ClientAffinity: ClientAffinity.default("NONE"),
  IdempotencyToken: Token,
});

export const UpdateListenerInput = z.object({
  ListenerArn: Arn,
  PortRanges: PortRanges.optional(),
  Protocol: Protocol.optional(),
  ClientAffinity: ClientAffinity.optional(),
});
