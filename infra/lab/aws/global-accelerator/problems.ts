import {
  AcceleratorNotFoundException$,
  EndpointGroupNotFoundException$,
  InvalidArgumentException$,
  InvalidPortRangeException$,
  LimitExceededException$,
  ListenerNotFoundException$,
} from "@aws-sdk/client-global-accelerator";
import { modelledProblem } from "../modelled-problem.ts";

export const invalidArgument = (message: string) =>
  modelledProblem(InvalidArgumentException$, message);

export const invalidPortRange = (message: string) =>
  modelledProblem(InvalidPortRangeException$, message);

export const limitExceeded = (message: string) => modelledProblem(LimitExceededException$, message);

export const noSuchAccelerator = (arn: string) =>
  modelledProblem(AcceleratorNotFoundException$, `There is no accelerator ${arn}`);

export const noSuchListener = (arn: string) =>
  modelledProblem(ListenerNotFoundException$, `There is no listener ${arn}`);

export const noSuchGroup = (arn: string) =>
  modelledProblem(EndpointGroupNotFoundException$, `There is no endpoint group ${arn}`);
