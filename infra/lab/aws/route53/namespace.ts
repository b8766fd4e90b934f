/** The XML namespace of the one version of Route 53's API. */
export const ROUTE53_NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/";
