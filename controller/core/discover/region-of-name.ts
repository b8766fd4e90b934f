/**
 * The Region in a name that AWS gave: `shop-1.us-east-1.elb.amazonaws.com` (application load balancer),
 * `shop-1.elb.us-east-1.amazonaws.com` (network load balancer), `ec2-1-2-3-4.eu-west-1.compute.amazonaws.com`.
 * Undefined where it has none. https://docs.aws.amazon.com/general/latest/gr/elb.html
 */
export function regionOfName(name: string): string | undefined {
  const labels = name.replace(/\.$/, "").toLowerCase().split(".");
  const end = labels.lastIndexOf("amazonaws");
  // The Region is one of the two labels before `amazonaws.com`; before these stand names that owners chose.
  return labels.slice(Math.max(1, end - 2), Math.max(1, end)).find((label) => REGION.test(label));
}

const REGION = /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/;
