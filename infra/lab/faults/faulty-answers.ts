import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { type EndpointFault, NO_FAULT } from "./endpoint-fault.ts";

type Exchange = readonly [IncomingMessage, ServerResponse];

/** Stands before an endpoint's answers and does to them what its fault says. */
export class FaultyAnswers {
  readonly #answer: RequestListener;
  readonly #late = new Set<NodeJS.Timeout>();
  #held: Exchange[] = [];
  #fault: EndpointFault = NO_FAULT;

  constructor(answer: RequestListener) {
    this.#answer = answer;
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
    }
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

function sendUnavailable(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(503, {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end("service unavailable\n");
}
