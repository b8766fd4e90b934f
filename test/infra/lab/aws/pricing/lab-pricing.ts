import { fileURLToPath } from "node:url";
import { PricingClient } from "@aws-sdk/client-pricing";
import { type ApiServer, openApiServer } from "../../../../../infra/lab/aws/api-server.ts";
import { KeyRing } from "../../../../../infra/lab/aws/key-ring.ts";
import { readPriceFigures } from "../../../../../infra/lab/aws/pricing/price-figures.ts";
import { pricingService } from "../../../../../infra/lab/aws/pricing/pricing-service.ts";

export const LAB_KEY = { accessKeyId: "AKIALABPRICING", secretAccessKey: "lab-secret-of-no-worth" };
export const LAB_ACCOUNT = "111122223333";

const labFigures = () =>
  readPriceFigures(fileURLToPath(new URL("../../../../../infra/lab/data", import.meta.url)));

/** The lab's door with nothing behind it but the Price List. */
export function openLabPricing(): Promise<ApiServer> {
  const arn = `arn:aws:iam::${LAB_ACCOUNT}:user/lab`;
  return openApiServer({
    address: "127.0.0.1",
    port: 0,
    keys: new KeyRing([{ ...LAB_KEY, accountId: LAB_ACCOUNT, arn }]),
    accounts: new Map([[LAB_ACCOUNT, [pricingService(labFigures())]]]),
    wallNowMs: Date.now,
  });
}

export function pricingClient(endpoint: string, more: object = {}): PricingClient {
  return new PricingClient({
    endpoint,
    region: "us-east-1",
    credentials: LAB_KEY,
    maxAttempts: 1,
    ...more,
  });
}
