import { z } from "zod";
import { Arn, Token } from "./fields.ts";
import { MOST_PORT_OVERRIDES } from "./limits.ts";
import { ENDPOINT_REGIONS } from "./regions.ts";

const Port = z.int("must be a port from 1 to 65535").min(1).max(65_535);

const EndpointConfiguration = z.object({
  EndpointId: z.string("is needed").min(1).max(255),
  Weight: z.int("must be a whole number from 0 to 255").min(0).max(255).optional(),
  ClientIPPreservationEnabled: z.boolean().optional(),
  AttachmentArn: z.never("names a cross-account attachment that this account has not").optional(),
});

const EndpointConfigurations = z.array(EndpointConfiguration);

export type EndpointInput = z.infer<typeof EndpointConfiguration>;

const settings = {
  EndpointConfigurations: EndpointConfigurations.optional(),
  TrafficDialPercentage: z.number().min(0).max(100).optional(),
  HealthCheckPort: Port.optional(),
  HealthCheckProtocol: z.enum(["TCP", "HTTP", "HTTPS"]).optional(),
  HealthCheckPath: z
    .string()
    .max(255)
    .regex(/^\/[-a-zA-Z0-9@:%_\\+.~#?&/=]*$/, "must begin with / and hold what a path may")
    .optional(),
  HealthCheckIntervalSeconds: z.literal([10, 30], "must be 10 or 30").optional(),
  ThresholdCount: z.int("must be a whole number from 1 to 10").min(1).max(10).optional(),
  PortOverrides: z
    .array(z.object({ ListenerPort: Port, EndpointPort: Port }))
    .max(MOST_PORT_OVERRIDES, `must hold no more than ${MOST_PORT_OVERRIDES}`)
    .optional(),
};

export const CreateGroupInput = z.object({
  ListenerArn: Arn,
  EndpointGroupRegion: z
    .string("is needed")
    .refine((region) => ENDPOINT_REGIONS.includes(region), "is no Region for endpoints"),
  IdempotencyToken: Token,
  ...settings,
});

export const UpdateGroupInput = z.object({ EndpointGroupArn: Arn, ...settings });

export type GroupSettings = Omit<z.infer<typeof UpdateGroupInput>, "EndpointGroupArn">;

export const AddEndpointsInput = z.object({
  EndpointGroupArn: Arn,
  EndpointConfigurations: EndpointConfigurations.min(1, "must hold at least one"),
});

export const RemoveEndpointsInput = z.object({
  EndpointGroupArn: Arn,
  EndpointIdentifiers: z
    .array(
      z.object({
        EndpointId: z.string("is needed").min(1).max(255),
        ClientIPPreservationEnabled: z.boolean().optional(),
      }),
    )
    .min(1, "must hold at least one"),
});
