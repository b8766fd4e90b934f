import type { Answers, Asked } from "./recorded-service.ts";

const EC2_NAMESPACE = "http://ec2.amazonaws.com/doc/2016-11-15/";
const ELB_NAMESPACE = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";
const STS_NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";

function ec2(action: string, body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${action}Response xmlns="${EC2_NAMESPACE}"><requestId>8f7724cf</requestId>${body}</${action}Response>`;
}

function query(namespace: string, action: string, body: string): string {
  return `<${action}Response xmlns="${namespace}"><${action}Result>${body}</${action}Result><ResponseMetadata><RequestId>e04d</RequestId></ResponseMetadata></${action}Response>`;
}

function of(region: string, { caller }: Asked, body: string): string {
  return caller.region === region ? body : "";
}

const OUTPOST = "arn:aws:outposts:eu-south-1:111122223333:outpost/op-0123456789abcdef0";

/** An account with something in two Regions, and a third that it has not opted in to. */
export const EC2_ANSWERS: Answers = {
  DescribeRegions: () =>
    ec2(
      "DescribeRegions",
      `<regionInfo>
        <item><regionName>us-east-1</regionName><regionEndpoint>ec2.us-east-1.amazonaws.com</regionEndpoint><optInStatus>opt-in-not-required</optInStatus></item>
        <item><regionName>eu-south-1</regionName><regionEndpoint>ec2.eu-south-1.amazonaws.com</regionEndpoint><optInStatus>opted-in</optInStatus></item>
        <item><regionName>af-south-1</regionName><regionEndpoint>ec2.af-south-1.amazonaws.com</regionEndpoint><optInStatus>not-opted-in</optInStatus></item>
      </regionInfo>`,
    ),
  DescribeAvailabilityZones: (asked) =>
    ec2(
      "DescribeAvailabilityZones",
      `<availabilityZoneInfo>
        <item><zoneName>${asked.caller.region}a</zoneName><zoneId>x1-az1</zoneId><zoneType>availability-zone</zoneType><zoneState>available</zoneState><regionName>${asked.caller.region}</regionName><groupName>${asked.caller.region}-zg-1</groupName><networkBorderGroup>${asked.caller.region}</networkBorderGroup><optInStatus>opt-in-not-required</optInStatus></item>
        ${of(
          "us-east-1",
          asked,
          `<item><zoneName>us-east-1-bos-1a</zoneName><zoneId>use1-bos1-az1</zoneId><zoneType>local-zone</zoneType><zoneState>available</zoneState><regionName>us-east-1</regionName><groupName>us-east-1-bos-1</groupName><groupLongName>US East (Boston)</groupLongName><networkBorderGroup>us-east-1-bos-1</networkBorderGroup><parentZoneName>us-east-1a</parentZoneName><optInStatus>not-opted-in</optInStatus></item>
        <item><zoneName>us-east-1-wl1-bos-wlz-1</zoneName><zoneId>use1-wl1-bos-wlz1</zoneId><zoneType>wavelength-zone</zoneType><zoneState>available</zoneState><regionName>us-east-1</regionName><groupName>us-east-1-wl1</groupName><optInStatus>not-opted-in</optInStatus></item>`,
        )}
      </availabilityZoneInfo>`,
    ),
  DescribeSubnets: (asked) => {
    const token = asked.parameters.get("NextToken");
    const first = `<item><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId><availabilityZone>us-east-1a</availabilityZone><availabilityZoneId>use1-az1</availabilityZoneId><cidrBlock>10.0.1.0/24</cidrBlock><mapPublicIpOnLaunch>true</mapPublicIpOnLaunch><tagSet><item><key>Name</key><value>public</value></item></tagSet></item>`;
    const second = `<item><subnetId>subnet-2</subnetId><vpcId>vpc-1</vpcId><availabilityZone>us-east-1b</availabilityZone><availabilityZoneId>use1-az2</availabilityZoneId><cidrBlock>10.0.2.0/24</cidrBlock></item>`;
    const third = `<item><subnetId>subnet-3</subnetId><vpcId>vpc-1</vpcId><availabilityZone>us-east-1c</availabilityZone><availabilityZoneId>use1-az3</availabilityZoneId><cidrBlock>10.0.3.0/24</cidrBlock></item>`;
    const outpost = `<item><subnetId>subnet-op</subnetId><vpcId>vpc-2</vpcId><availabilityZone>eu-south-1a</availabilityZone><availabilityZoneId>eus1-az1</availabilityZoneId><cidrBlock>10.9.0.0/24</cidrBlock><outpostArn>${OUTPOST}</outpostArn></item>`;
    if (asked.caller.region === "eu-south-1") {
      return ec2("DescribeSubnets", `<subnetSet>${outpost}</subnetSet>`);
    }
    if (token === null) {
      return ec2("DescribeSubnets", `<subnetSet>${first}</subnetSet><nextToken>page-2</nextToken>`);
    }
    if (token === "page-2") {
      return ec2(
        "DescribeSubnets",
        `<subnetSet>${second}</subnetSet><nextToken>page-3</nextToken>`,
      );
    }
    return ec2("DescribeSubnets", `<subnetSet>${third}</subnetSet>`);
  },
  DescribeInstances: (asked) =>
    ec2(
      "DescribeInstances",
      `<reservationSet>${of(
        "us-east-1",
        asked,
        `<item><reservationId>r-1</reservationId><instancesSet>
          <item><instanceId>i-web</instanceId><instanceType>t3.micro</instanceType><instanceState><code>16</code><name>running</name></instanceState><placement><availabilityZone>us-east-1a</availabilityZone></placement><subnetId>subnet-1</subnetId><privateIpAddress>10.0.1.5</privateIpAddress><ipAddress>198.51.100.7</ipAddress><tagSet><item><key>Name</key><value>web</value></item></tagSet></item>
          <item><instanceId>i-inner</instanceId><instanceType>t3.micro</instanceType><instanceState><code>16</code><name>running</name></instanceState><placement><availabilityZone>us-east-1a</availabilityZone></placement><privateIpAddress>10.0.1.6</privateIpAddress></item>
          <item><instanceId>i-gone</instanceId><instanceType>t3.micro</instanceType><instanceState><code>48</code><name>terminated</name></instanceState><ipAddress>198.51.100.9</ipAddress></item>
        </instancesSet></item>`,
      )}</reservationSet>`,
    ),
  DescribeAddresses: (asked) =>
    ec2(
      "DescribeAddresses",
      `<addressesSet>${of("us-east-1", asked, `<item><publicIp>198.51.100.7</publicIp><allocationId>eipalloc-1</allocationId><domain>vpc</domain><instanceId>i-web</instanceId><networkInterfaceId>eni-1</networkInterfaceId><networkBorderGroup>us-east-1</networkBorderGroup></item>`)}</addressesSet>`,
    ),
};

const ALB =
  "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/shop/50dc6c495c0c9188";
const GROUP =
  "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/shop/73e2d6bc24d8a067";

export const ELB_ANSWERS: Answers = {
  DescribeLoadBalancers: (asked) =>
    query(
      ELB_NAMESPACE,
      "DescribeLoadBalancers",
      `<LoadBalancers>${of("us-east-1", asked, `<member><LoadBalancerArn>${ALB}</LoadBalancerArn><DNSName>shop-424835706.us-east-1.elb.amazonaws.com</DNSName><CanonicalHostedZoneId>Z35SXDOTRQ7X7K</CanonicalHostedZoneId><LoadBalancerName>shop</LoadBalancerName><Scheme>internet-facing</Scheme><VpcId>vpc-1</VpcId><State><Code>active</Code></State><Type>application</Type><AvailabilityZones><member><ZoneName>us-east-1b</ZoneName></member><member><ZoneName>us-east-1a</ZoneName></member></AvailabilityZones></member>`)}</LoadBalancers>`,
    ),
  DescribeTargetGroups: () =>
    query(
      ELB_NAMESPACE,
      "DescribeTargetGroups",
      `<TargetGroups><member><TargetGroupArn>${GROUP}</TargetGroupArn><TargetGroupName>shop</TargetGroupName><Protocol>HTTP</Protocol><Port>80</Port><LoadBalancerArns><member>${ALB}</member></LoadBalancerArns></member><member><TargetGroupArn>${GROUP}-unused</TargetGroupArn><TargetGroupName>unused</TargetGroupName><LoadBalancerArns/></member></TargetGroups>`,
    ),
  DescribeTargetHealth: () =>
    query(
      ELB_NAMESPACE,
      "DescribeTargetHealth",
      `<TargetHealthDescriptions><member><Target><Id>i-web</Id><Port>80</Port></Target><TargetHealth><State>unhealthy</State><Reason>Target.Timeout</Reason></TargetHealth></member></TargetHealthDescriptions>`,
    ),
};

const ACCELERATOR =
  "arn:aws:globalaccelerator::111122223333:accelerator/1234abcd-abcd-1234-abcd-1234abcdefgh";

export const ACCELERATOR_ANSWERS: Answers = {
  ListAccelerators: () =>
    JSON.stringify({
      Accelerators: [
        {
          AcceleratorArn: ACCELERATOR,
          Name: "shop",
          IpAddressType: "IPV4",
          Enabled: true,
          IpSets: [
            {
              IpFamily: "IPv4",
              IpAddressFamily: "IPv4",
              IpAddresses: ["192.0.2.1", "198.51.100.1"],
            },
          ],
          DnsName: "a1234567890abcdef.awsglobalaccelerator.com",
          Status: "DEPLOYED",
          CreatedTime: 1.7e9,
        },
      ],
    }),
  ListListeners: () =>
    JSON.stringify({
      Listeners: [
        {
          ListenerArn: `${ACCELERATOR}/listener/0123vxyz`,
          PortRanges: [{ FromPort: 80, ToPort: 80 }],
          Protocol: "TCP",
          ClientAffinity: "NONE",
        },
      ],
    }),
  ListEndpointGroups: () =>
    JSON.stringify({
      EndpointGroups: [
        {
          EndpointGroupArn: `${ACCELERATOR}/listener/0123vxyz/endpoint-group/098765zyxwvu`,
          EndpointGroupRegion: "us-east-1",
          TrafficDialPercentage: 100,
          HealthCheckPort: 80,
          HealthCheckProtocol: "TCP",
          HealthCheckIntervalSeconds: 30,
          ThresholdCount: 3,
          EndpointDescriptions: [
            {
              EndpointId: ALB,
              Weight: 128,
              HealthState: "HEALTHY",
              ClientIPPreservationEnabled: true,
            },
            { EndpointId: "eipalloc-1", Weight: 64, HealthState: "INITIAL" },
          ],
        },
      ],
    }),
};

/** Hands out a temporary key of the account; the test keeps it in the key ring. */
export function stsAnswers(
  assume: (asked: Asked) => { id: string; secret: string; token: string; expiresAt: string },
): Answers {
  return {
    GetCallerIdentity: ({ caller }) =>
      query(
        STS_NAMESPACE,
        "GetCallerIdentity",
        `<Arn>${caller.arn}</Arn><UserId>AIDA</UserId><Account>${caller.accountId}</Account>`,
      ),
    AssumeRole: (asked) => {
      const { id, secret, token, expiresAt } = assume(asked);
      return query(
        STS_NAMESPACE,
        "AssumeRole",
        `<Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>${secret}</SecretAccessKey><SessionToken>${token}</SessionToken><Expiration>${expiresAt}</Expiration></Credentials><AssumedRoleUser><Arn>arn:aws:sts::444455556666:assumed-role/isochrone-observe/isochrone-observe</Arn><AssumedRoleId>AROA:isochrone-observe</AssumedRoleId></AssumedRoleUser>`,
      );
    },
  };
}
