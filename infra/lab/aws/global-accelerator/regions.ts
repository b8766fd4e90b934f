import { ServiceProblem } from "../service-problem.ts";

/** The API has its one home here. */
const HOME_REGION = "us-west-2";

/**
 * Regions that endpoints may be in.
 * https://docs.aws.amazon.com/global-accelerator/latest/dg/preserve-client-ip-address.regions.html
 */
export const ENDPOINT_REGIONS: readonly string[] = [
  "us-east-1",
  "us-east-2",
  "us-west-1",
  "us-west-2",
  "af-south-1",
  "ap-east-1",
  "ap-south-1",
  "ap-south-2",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-southeast-3",
  "ap-southeast-4",
  "ap-southeast-5",
  "ap-northeast-1",
  "ap-northeast-2",
  "ap-northeast-3",
  "ca-central-1",
  "ca-west-1",
  "eu-central-1",
  "eu-central-2",
  "eu-north-1",
  "eu-south-1",
  "eu-south-2",
  "eu-west-1",
  "eu-west-2",
  "eu-west-3",
  "il-central-1",
  "me-central-1",
  "me-south-1",
  "sa-east-1",
];

/** Throws what a call is answered with that was signed for another Region. */
export function mustBeHome(region: string): void {
  if (region === HOME_REGION) return;
  throw new ServiceProblem(
    "SignatureDoesNotMatch",
    `Credential should be scoped to a valid region, not '${region}'.`,
    403,
  );
}
