import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { onLiveEvent, startLiveEvents } from "./live";

class FakeSource extends EventTarget {
  static readonly CLOSED = 2;
  static opened: FakeSource[] = [];
  readyState = 1;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  constructor(readonly url: string) {
    super();
    FakeSource.opened.push(this);
  }
  close(): void {
    this.readyState = FakeSource.CLOSED;
  }
  say(kind: string, data: unknown): void {
    this.dispatchEvent(new MessageEvent(kind, { data: JSON.stringify(data) }));
  }
  refuse(): void {
    this.readyState = FakeSource.CLOSED;
    this.onerror?.();
  }
}

const newest = () => FakeSource.opened.at(-1) as FakeSource;

beforeEach(() => {
  vi.useFakeTimers();
  FakeSource.opened = [];
  vi.stubGlobal("EventSource", FakeSource);
  // One lock: the second tab waits for the first.
  let held: Promise<unknown> = Promise.resolve();
  const request = (_name: string, _options: unknown, run: () => Promise<void>) => {
    held = held.then(run);
    return held;
  };
  vi.stubGlobal("navigator", Object.assign(Object.create(navigator), { locks: { request } }));
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test("events gather, and the lists they touch are read again once", async () => {
  const queries = new QueryClient();
  const invalidate = vi.spyOn(queries, "invalidateQueries");
  const heard = vi.fn();
  const silence = onLiveEvent(heard);
  const stop = startLiveEvents("w1", queries);
  await vi.advanceTimersByTimeAsync(0);

  newest().say("change", { kind: "deal.moved", object: "deal", id: "d1" });
  newest().say("change", { kind: "deal.moved", object: "deal", id: "d2" });
  await vi.advanceTimersByTimeAsync(200);

  expect(newest().url).toBe("/events?workspace=w1");
  expect(heard).toHaveBeenCalledTimes(2);
  expect(invalidate.mock.calls).toEqual([[{ queryKey: ["deal"] }], [{ queryKey: ["timeline"] }]]);
  silence();
  stop();
});

test("a second tab opens no stream until the first has gone", async () => {
  const first = startLiveEvents("w1", new QueryClient());
  const second = startLiveEvents("w1", new QueryClient());
  await vi.advanceTimersByTimeAsync(0);
  expect(FakeSource.opened).toHaveLength(1);

  first();
  await vi.advanceTimersByTimeAsync(0);

  expect(FakeSource.opened).toHaveLength(2);
  second();
});

test("a refused stream is asked again, and then everything on screen is read again", async () => {
  const queries = new QueryClient();
  const invalidate = vi.spyOn(queries, "invalidateQueries");
  const stop = startLiveEvents("w1", queries);
  await vi.advanceTimersByTimeAsync(0);

  newest().refuse();
  await vi.advanceTimersByTimeAsync(2_100);
  newest().onopen?.();

  expect(FakeSource.opened).toHaveLength(2);
  expect(invalidate.mock.calls).toEqual([[{ queryKey: ["session"] }], []]);
  stop();
});
