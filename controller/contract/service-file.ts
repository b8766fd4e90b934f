import type { z } from "zod";
import { checkServiceFile } from "./check-service-file.ts";
import { ServiceFileShape } from "./service-file-shape.ts";
import { strictly } from "./strictly.ts";

/**
 * One service as its owner writes it, in YAML or JSON. A field that it does not name is a fault, and so
 * is what does not fit together.
 */
export const ServiceFile = strictly(ServiceFileShape).superRefine(checkServiceFile);

export type ServiceFile = z.infer<typeof ServiceFile>;
