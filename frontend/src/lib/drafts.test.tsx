import { act, renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { dropAllDrafts, readDraft, useDraft } from "./drafts";

test("a draft survives a reload and is forgotten once sent", () => {
  vi.useFakeTimers();
  const first = renderHook(() => useDraft("note:1", ""));
  act(() => first.result.current.setValue("Rappeler lundi"));
  act(() => vi.advanceTimersByTime(400));
  first.unmount();

  const second = renderHook(() => useDraft("note:1", ""));

  expect(second.result.current.value).toBe("Rappeler lundi");
  expect(second.result.current.restored).toBe(true);
  act(() => second.result.current.clear());
  expect(readDraft("note:1")).toBeNull();
  vi.useRealTimers();
});

test("leaving within the delay keeps the last words", () => {
  const { result, unmount } = renderHook(() => useDraft("note:2", ""));
  act(() => result.current.setValue("À peine tapé"));

  unmount();

  expect(readDraft("note:2")?.value).toBe("À peine tapé");
  dropAllDrafts();
  expect(readDraft("note:2")).toBeNull();
});
