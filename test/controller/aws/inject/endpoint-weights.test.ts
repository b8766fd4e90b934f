import type { EndpointDescription, EndpointGroup } from "@aws-sdk/client-global-accelerator";
import { describe, expect, it } from "vitest";
import { attachmentsOf } from "../../../../controller/aws/inject/cross-account-attachments.ts";
import {
  configurationsWith,
  endpointWeightToTake,
  foreignAccounts,
  lookOfEndpoint,
} from "../../../../controller/aws/inject/endpoint-weights.ts";
import type { InjectAccount } from "../../../../controller/aws/inject/inject-account.ts";
import { dialToTake, lookOfDial } from "../../../../controller/aws/inject/traffic-dial.ts";

const OWN = "111122223333";
const OWNER = "444455556666";
const SHARED = `arn:aws:elasticloadbalancing:eu-west-1:${OWNER}:loadbalancer/net/shop/50dc6c495c0c9188`;
const ATTACHMENT = `arn:aws:globalaccelerator::${OWNER}:attachment/0a1b`;
const ARN = `arn:aws:globalaccelerator::${OWN}:accelerator/a/listener/b/endpoint-group/c`;
const none = () => undefined;

function group(arn: string, ...endpoints: [string, number?][]): EndpointGroup {
  return {
    EndpointGroupArn: arn,
    EndpointDescriptions: endpoints.map(
      ([EndpointId, Weight]): EndpointDescription => ({ EndpointId, Weight }),
    ),
  };
}

describe("the list of endpoints that takes the place of the old one", () => {
  it("differs in one weight alone", () => {
    const found = {
      EndpointDescriptions: [
        {
          EndpointId: "i-1",
          Weight: 10,
          ClientIPPreservationEnabled: true,
          HealthState: "HEALTHY",
        },
        { EndpointId: "i-2", Weight: 0, ClientIPPreservationEnabled: false },
        { EndpointId: SHARED, Weight: 255 },
      ],
    } as const satisfies EndpointGroup;
    const attachment = (id: string) => (id === SHARED ? ATTACHMENT : undefined);
    const list = configurationsWith(
      { ...found, EndpointDescriptions: [...found.EndpointDescriptions] },
      "i-1",
      0,
      attachment,
    );
    expect(list).toEqual([
      { EndpointId: "i-1", Weight: 0, ClientIPPreservationEnabled: true },
      { EndpointId: "i-2", Weight: 0, ClientIPPreservationEnabled: false },
      { EndpointId: SHARED, Weight: 255, AttachmentArn: ATTACHMENT },
    ]);
  });

  it("is empty of an empty group", () => {
    expect(configurationsWith({}, "i-1", 0, none)).toEqual([]);
  });
});

describe("an endpoint of another account", () => {
  const account = (resources: object[]) => {
    const inputs: unknown[] = [];
    const client = {
      send({ input }: { input: { NextToken?: string } }) {
        inputs.push(input);
        const [first, ...rest] = resources;
        if (input.NextToken === undefined && rest.length > 0) {
          return Promise.resolve({ CrossAccountResources: [first], NextToken: "more" });
        }
        return Promise.resolve({ CrossAccountResources: rest.length > 0 ? rest : resources });
      },
    };
    const call = (_call: unknown, send: (each: unknown, options: unknown) => unknown) =>
      send(client, {});
    return { account: { id: OWN, fence: [], call } as unknown as InjectAccount, inputs };
  };

  it("keeps its attachment, which is asked for at its owner's", async () => {
    const { account: own, inputs } = account([
      { EndpointId: "arn:of-another", AttachmentArn: "arn:another" },
      { EndpointId: SHARED, AttachmentArn: ATTACHMENT },
    ]);
    const shared = group(ARN, ["i-1", 1], [SHARED, 2]);
    const attachmentOf = await attachmentsOf(own, ARN, shared);
    expect(attachmentOf(SHARED)).toBe(ATTACHMENT);
    expect(attachmentOf("i-1")).toBeUndefined();
    expect(inputs).toMatchObject([
      {
        AcceleratorArn: `arn:aws:globalaccelerator::${OWN}:accelerator/a`,
        ResourceOwnerAwsAccountId: OWNER,
      },
      { NextToken: "more" },
    ]);
  });

  it("whose attachment is not to be found keeps everything from being written", async () => {
    const { account: own } = account([{ EndpointId: "arn:of-another", AttachmentArn: "arn:b" }]);
    await expect(attachmentsOf(own, ARN, group(ARN, [SHARED, 2]))).rejects.toThrow(
      /attachment by which arn:\S+ of another account is in the group cannot be found/,
    );
  });

  it("costs no call where there is none", async () => {
    const { account: own, inputs } = account([]);
    await attachmentsOf(own, ARN, group(ARN, ["i-1", 1], ["eipalloc-1", 1]));
    expect(inputs).toEqual([]);
    expect(foreignAccounts(group(ARN, [SHARED], [SHARED], ["i-1"]), OWN)).toEqual([OWNER]);
  });
});

describe("the weight that is taken of an endpoint", () => {
  it.each<[string, EndpointGroup[], number]>([
    ["beside another of its group", [group("a", ["i-1", 7], ["i-2", 1])], 7],
    ["beside another group", [group("a", ["i-1", 7]), group("b", ["i-1", 1])], 7],
    ["without a weight that is told", [group("a", ["i-1"], ["i-2"])], 128],
  ])("is as it was %s", (_, groups, weight) => {
    expect(endpointWeightToTake(groups, groups[0] ?? {}, "i-1")).toBe(weight);
  });

  it.each<[string, EndpointGroup[], RegExp]>([
    ["no endpoint at all", [group("a")], /no endpoint i-1/],
    ["one that is not there", [group("a", ["i-2", 1])], /^injector\.endpointId: .*no endpoint i-1/],
    ["one of weight 0", [group("a", ["i-1", 0], ["i-2", 1])], /has weight 0 already/],
    ["the only one", [group("a", ["i-1", 7])], /No other endpoint of the listener/],
    [
      "the last one with a weight",
      [group("a", ["i-1", 7], ["i-2", 0]), group("b", ["i-3", 0])],
      /Global Accelerator goes on using this one/,
    ],
  ])("is not taken of %s", (_, groups, problem) => {
    expect(() => endpointWeightToTake(groups, groups[0] ?? {}, "i-1")).toThrow(problem);
  });
});

describe("the dial that is taken of a group", () => {
  const dialled = (each: EndpointGroup, TrafficDialPercentage: number) => ({
    ...each,
    TrafficDialPercentage,
  });

  it("is as it was, 100 % where none is told", () => {
    const other = group("b", ["i-2", 1]);
    const here = group("a", ["i-1", 1]);
    expect(dialToTake([here, other], here)).toBe(100);
    const half = dialled(here, 50);
    expect(dialToTake([half, other], half)).toBe(50);
  });

  it.each<[string, EndpointGroup[], RegExp]>([
    ["one at 0 %", [dialled(group("a"), 0), group("b", ["i-2"])], /at 0 % already/],
    ["the only one", [group("a", ["i-1"])], /No other endpoint group/],
    ["one beside an empty group", [group("a", ["i-1"]), group("b")], /No other endpoint group/],
    [
      "one beside a group of weight 0",
      [group("a", ["i-1"]), group("b", ["i-2", 0])],
      /No other endpoint group/,
    ],
    [
      "one beside a group that is dialled down",
      [group("a", ["i-1"]), dialled(group("b", ["i-2"]), 0)],
      /No other endpoint group/,
    ],
  ])("is not taken of %s", (_, groups, problem) => {
    expect(() => dialToTake(groups, groups[0] ?? {})).toThrow(problem);
  });
});

it.each([
  [0, "in_force"],
  [33.300_000_5, "restored"],
  [33, "other"],
])("sees of a dial at %d %% that it is %s", (TrafficDialPercentage, state) => {
  expect(lookOfDial({ TrafficDialPercentage }, 33.3).state).toBe(state);
});

it.each([
  [0, "in_force"],
  [7, "restored"],
  [8, "other"],
])("sees of weight %d that it is %s", (weight, state) => {
  expect(lookOfEndpoint(group("a", ["i-1", weight]), "i-1", 7).state).toBe(state);
});
