import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Random } from "../delay/random.ts";
import { type EndpointFault, NO_FAULT } from "./endpoint-fault.ts";

type Exchange = readonly [IncomingMessage, ServerResponse];

/** Path that health checks ask for. */
export const HEALTH_PAGE = "/healthz";

/** Stands before an endpoint's answers and does to them what its fault says. */
export class FaultyAnswers {
  readonly #answer: RequestListener;
  readonly #random: Random;
  readonly #late = new Set<NodeJS.Timeout>();
  #held: Exchange[] = [];
  #fault: EndpointFault = NO_FAULT;

  /** @param random of brown-outs */
  constructor(answer: RequestListener, random: Random) {
    this.#answer = answer;
    this.#random = random;
  }

  /** Requests that hang are answered, or not, by the new fault. */
  set(fault: EndpointFault): void {
    this.#fault = fault;
    const held = this.#held;
    this.#held = [];
    for (const exchange of held) this.take(...exchange);
  }

  take(...exchange: Exchange): void {
    const fault = this.#fault;
    switch (fault.kind) {
      case "none":
        this.#answer(...exchange);
        return;
      case "refuse":
        exchange[0].socket.resetAndDestroy();
        return;
      case "hang":
      case "black-hole":
        this.#held.push(exchange);
        return;
      case "slow":
        this.#answerLater(exchange, fault.ms);
        return;
      case "error-page":
        sendUnavailable(...exchange);
        return;
      case "health-page":
        this.#answerUnless(isHealthPage(exchange), exchange);
        return;
      case "brown-out":
        this.#answerUnless(!isHealthPage(exchange) && this.#random() < fault.errorRatio, exchange);
    }
  }

  #answerUnless(isUnavailable: boolean, exchange: Exchange): void {
    if (isUnavailable) sendUnavailable(...exchange);
    else this.#answer(...exchange);
  }

  close(): void {
    for (const timer of this.#late) clearTimeout(timer);
    this.#late.clear();
    this.#held = [];
  }

  #answerLater(exchange: Exchange, ms: number): void {
    const timer = setTimeout(() => {
      this.#late.delete(timer);
      // It has waited; but it may have met another fault by now.
      if (this.#fault.kind === "slow") this.#answer(...exchange);
      else this.take(...exchange);
    }, ms);
    this.#late.add(timer);
  }
}

function isHealthPage([{ url }]: Exchange): boolean {
  return url?.split("?")[0] === HEALTH_PAGE;
}

function sendUnavailable(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(503, {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end("service unavailable\n");
}
