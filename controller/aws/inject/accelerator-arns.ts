/** What the ARN of an endpoint group tells of what it lies in. */
export function partsOfGroupArn(endpointGroupArn: string) {
  return {
    account: endpointGroupArn.split(":")[4] ?? "",
    acceleratorArn: endpointGroupArn.split("/listener/")[0] ?? endpointGroupArn,
    listenerArn: endpointGroupArn.split("/endpoint-group/")[0] ?? endpointGroupArn,
  };
}
