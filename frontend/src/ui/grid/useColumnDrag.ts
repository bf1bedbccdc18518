import { type PointerEvent, type RefObject, useRef, useState } from "react";

const START_PX = 6;

interface Over {
  from: number | null;
  over: number | null;
  side: "before" | "after";
}

const STILL: Over = { from: null, over: null, side: "before" };

/** Dragging a head to another place: a line shows where it would land. */
export function useColumnDrag(head: RefObject<HTMLElement | null>, onMove: (id: string, to: number) => void) {
  const [state, setState] = useState<Over>(STILL);
  const dropped = useRef(false);

  const start = (event: PointerEvent<HTMLElement>, index: number, id: string) => {
    if (event.button !== 0) return;
    const from = event.clientX;
    let place: Over = STILL;
    const cells = () => [...(head.current?.querySelectorAll<HTMLElement>("[data-head]") ?? [])];
    const move = (moved: globalThis.PointerEvent) => {
      if (place.from === null && Math.abs(moved.clientX - from) < START_PX) return;
      const over = cells().findIndex((cell) => {
        const { left, right } = cell.getBoundingClientRect();
        return moved.clientX >= left && moved.clientX < right;
      });
      const box = cells()[over]?.getBoundingClientRect();
      const side = box && moved.clientX > box.left + box.width / 2 ? "after" : "before";
      place = { from: index, over: over < 0 || over === index ? null : over, side };
      setState(place);
    };
    const stop = (finish: boolean) => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("keydown", giveUp, true);
      if (place.from !== null) dropped.current = true;
      setState(STILL);
      if (!finish || place.over === null) return;
      const gap = place.over + (place.side === "after" ? 1 : 0);
      onMove(id, gap > index ? gap - 1 : gap);
    };
    const up = () => stop(true);
    const giveUp = (pressed: KeyboardEvent) => {
      if (pressed.key !== "Escape") return;
      pressed.stopPropagation();
      stop(false);
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("keydown", giveUp, true);
  };

  /** True once after a drop, so that the click ending a drag does not sort. */
  const justDropped = () => {
    const was = dropped.current;
    dropped.current = false;
    return was;
  };
  return { ...state, start, justDropped };
}
