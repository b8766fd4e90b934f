import { API } from "../../controller/contract/api.ts";
import type { Transport } from "../view-model/live.ts";
import {
  ALL_NEWS,
  bothNews,
  follows,
  KINDS,
  type News,
  NO_NEWS,
  newsOf,
} from "../view-model/news.ts";

/** Changes closer together than this are told as one. */
const GATHER_MS = 1_000;
const POLL_MS = 15_000;

export interface ChangeListener {
  changed(news: News): void;
  transport(transport: Transport): void;
}

/** The part of EventSource that is used, so that a test can stand in for it. */
export interface EventStream {
  readonly readyState: number;
  onopen: (() => void) | null;
  onerror: (() => void) | null;
  addEventListener(type: string, listener: (event: MessageEvent<string>) => void): void;
  close(): void;
}

const CLOSED = 2;

/**
 * Follows the event stream and, where it is quiet or broken, the clock: whoever listens hears of a
 * change at least every 15 s, so that growing silence is noticed too. A refused stream is asked for
 * again at that pace. Whatever may have been missed, by a break or by the numbers of the events, is told as
 * a change of everything.
 * @returns ends it
 */
export function followChanges(
  listener: ChangeListener,
  open: () => EventStream = () => new EventSource(API.events) as EventStream,
): () => void {
  let gathered = NO_NEWS;
  let lastId: string | null = null;
  let gathering: ReturnType<typeof setTimeout> | null = null;
  let quiet = setTimeout(askAnyway, POLL_MS);
  let broken = false;
  let stream = connect();

  function tell(): void {
    gathering = null;
    const news = gathered;
    gathered = NO_NEWS;
    clearTimeout(quiet);
    quiet = setTimeout(askAnyway, POLL_MS);
    listener.changed(news);
  }

  function askAnyway(): void {
    gathered = bothNews(gathered, ALL_NEWS);
    if (gathering !== null) clearTimeout(gathering);
    tell();
  }

  function hear(event: MessageEvent<string>): void {
    const { lastEventId: id } = event;
    const isNext = lastId === null || follows(id, lastId);
    lastId = id;
    gather(isNext ? newsOf(event.data) : ALL_NEWS);
  }

  function gather(news: News): void {
    gathered = bothNews(gathered, news);
    gathering ??= setTimeout(tell, GATHER_MS);
  }

  function connect(): EventStream {
    const opened = open();
    opened.onopen = () => {
      // What was told while the stream was broken was told to nobody here.
      if (broken) gather(ALL_NEWS);
      broken = false;
      listener.transport("events");
    };
    opened.onerror = () => {
      broken = true;
      listener.transport("polling");
    };
    for (const type of ["message", ...KINDS]) opened.addEventListener(type, hear);
    return opened;
  }

  const clock = setInterval(() => {
    if (stream.readyState === CLOSED) stream = connect();
  }, POLL_MS);

  return () => {
    clearInterval(clock);
    clearTimeout(quiet);
    if (gathering !== null) clearTimeout(gathering);
    stream.close();
  };
}
