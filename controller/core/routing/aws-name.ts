/** https://docs.aws.amazon.com/general/latest/gr/aws-service-information.html, a page for each service. */
const AWS_NAME =
  /\.(amazonaws\.com(\.cn)?|awsglobalaccelerator\.com|cloudfront\.net|elasticbeanstalk\.com)\.?$/i;

/** Whether AWS gave a resource this name: a load balancer, an accelerator, an instance, a bucket, … */
export function isAwsName(name: string): boolean {
  return AWS_NAME.test(name);
}

const ACCELERATOR_NAME = /\.awsglobalaccelerator\.com\.?$/i;

/** Whether a name is that of some accelerator of Global Accelerator. */
export function isAcceleratorName(name: string): boolean {
  return ACCELERATOR_NAME.test(name);
}

/**
 * Hosted zone of the names that AWS gives to accelerators; aliases to them name it.
 * https://docs.aws.amazon.com/general/latest/gr/global_accelerator.html
 */
export const ACCELERATOR_ZONE = "Z2BJ6XQ5FK7U4H";
