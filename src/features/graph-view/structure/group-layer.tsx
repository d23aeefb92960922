import clsx from 'clsx';
import { useEffect, useRef, type FocusEvent, type KeyboardEvent, type PointerEvent } from 'react';
import { ViewportPortal } from 'reactflow';
import { useStore } from 'zustand';
import { neighbourOf } from '../canvas/neighbours';
import { followPointer } from '../canvas/follow-pointer';
import { boundsNow, GROUP_TITLE_HEIGHT, type SceneGroup } from '../canvas/scene-groups';
import { overlaps, visibleRect } from '../canvas/viewport';
import type { GraphController } from '../controller';
import { useController, useView } from '../graph-context';
import { focusNode, stepBack } from '../view-actions';
import type { ViewportState } from '../view-store';
import {
  dragGroup,
  dropGroup,
  foldGroup,
  groupNodes,
  growGroup,
  nudgeGroup,
  pinGroup,
  removeGroup,
  renameGroup,
  selectGroup,
  stretchGroup,
} from './group-actions';
import { toGroupAction } from './group-keys';
import { texts as t } from './texts';

/**
 * What can be grasped of the groups in view: the title, which moves the group and carries its keyboard, and the corner that resizes it.
 * Frames and titles themselves are drawn on the canvas below; this lies between it and the nodes.
 */
export function GroupLayer({ groups }: { readonly groups: readonly SceneGroup[] }) {
  const controller = useController();
  const focusedGroup = useView((state) => state.focusedGroup);
  const inView = useStore(controller.viewport, (state) => namesInView(groups, state));
  const shown = new Set(inView.split(' ').map(Number));
  const tabStop = groups.some(({ index }) => index === focusedGroup) ? focusedGroup : groups[0]?.index;
  return (
    <ViewportPortal>
      <div className="absolute top-0 left-0 -z-1">
        {groups.map(
          (group) =>
            (shown.has(group.index) || group.index === focusedGroup) && (
              <GroupFrame key={group.index} placed={group} isTabStop={group.index === tabStop} />
            ),
        )}
      </div>
    </ViewportPortal>
  );
}

/** Text that stays the same while the same groups are seen, so that a pan draws nothing anew. */
function namesInView(groups: readonly SceneGroup[], { viewport, size }: ViewportState): string {
  const visible = visibleRect(viewport, size);
  return groups.flatMap((group) => (overlaps(group, visible) ? [group.index] : [])).join(' ');
}

type Hand = (controller: GraphController, index: number, by: { readonly x: number; readonly y: number }) => void;

function GroupFrame({ placed, isTabStop }: { readonly placed: SceneGroup; readonly isTabStop: boolean }) {
  const { index, group, isFolded } = placed;
  const controller = useController();
  const title = useRef<HTMLDivElement>(null);
  /** A drag ends with a click event that means nothing. */
  const hasMoved = useRef(false);
  const bounds = boundsNow(
    placed,
    useView((state) => state.groupGesture),
  );
  const isRenaming = useView((state) => state.renamingGroup === index);
  const isWanted = useView((state) => state.groupWanted === index);

  // Synchronises with the browser's focus: the view says which group the keyboard is on, also for groups that come later.
  useEffect(() => {
    if (!isWanted) return;
    controller.view.setState({ groupWanted: null });
    title.current?.focus({ preventScroll: true });
  }, [controller, isWanted]);

  const grasp = (hand: Hand) => (event: PointerEvent) => {
    hasMoved.current = false;
    if (event.button !== 0 || event.pointerType === 'touch' || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const start = { x: event.clientX, y: event.clientY };
    followPointer(start, {
      move: (pointer) => {
        hasMoved.current = true;
        const { zoom } = controller.viewport.getState().viewport;
        hand(controller, index, { x: (pointer.x - start.x) / zoom, y: (pointer.y - start.y) / zoom });
      },
      end: () => dropGroup(controller),
    });
  };
  const openMenu = (at: { x: number; y: number }): void => controller.view.setState({ menu: { kind: 'group', index, at } });
  const handleKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    const action = event.target === event.currentTarget ? toGroupAction(event) : null;
    if (action === null) return;
    event.preventDefault();
    if (action.kind === 'walk') walkGroups(controller, index, action.direction);
    else if (action.kind === 'nudge') nudgeGroup(controller, index, action.direction);
    else if (action.kind === 'grow') growGroup(controller, index, action.direction);
    else if (action.kind === 'rename') controller.view.setState({ renamingGroup: index });
    else if (action.kind === 'remove') removeGroup(controller, index);
    else if (action.kind === 'fold') foldGroup(controller, index);
    else if (action.kind === 'pin') pinGroup(controller, index);
    else if (action.kind === 'enter') enterGroup(controller, index);
    else if (action.kind === 'clear') {
      stepBack(controller);
      event.currentTarget.closest<HTMLElement>('[data-graph-canvas]')?.focus({ preventScroll: true });
    } else {
      const box = event.currentTarget.getBoundingClientRect();
      openMenu({ x: box.left + 16, y: box.top + 24 });
    }
  };
  const handleFocus = (event: FocusEvent): void => {
    controller.view.setState({ focusedGroup: index });
    if (event.target === event.currentTarget && event.target.matches(':focus-visible')) selectGroup(controller, index);
  };

  return (
    <div
      className="absolute top-0 left-0"
      style={{ transform: `translate(${bounds.x}px, ${bounds.y}px)`, width: bounds.width, height: bounds.height }}
      // Else React Flow would pan.
      onMouseDownCapture={(event) => event.button === 0 && event.stopPropagation()}
    >
      {/* eslint-disable-next-line jsx-a11y-x/no-noninteractive-element-interactions -- a group can have the keyboard, like a node */}
      <div
        ref={title}
        role="group"
        aria-roledescription={t.group}
        aria-label={t.groupName({ title: group.title, count: groupNodes(controller, index).size, isFolded })}
        data-group={index}
        // eslint-disable-next-line jsx-a11y-x/no-noninteractive-tabindex -- see above: one group is in the tab order
        tabIndex={isTabStop ? 0 : -1}
        className={clsx('pointer-events-auto w-full rounded-control', isRenaming ? '' : 'cursor-grab hover:bg-text/5')}
        style={{ height: Math.min(GROUP_TITLE_HEIGHT, bounds.height) }}
        onPointerDown={grasp(dragGroup)}
        onClick={(event) => {
          if (!hasMoved.current && event.target === event.currentTarget)
            selectGroup(controller, index, event.ctrlKey || event.metaKey || event.shiftKey);
        }}
        onDoubleClick={() => controller.view.setState({ renamingGroup: index })}
        onContextMenu={(event) => {
          event.preventDefault();
          event.stopPropagation();
          openMenu({ x: event.clientX, y: event.clientY });
        }}
        onKeyDown={handleKey}
        onFocus={handleFocus}
      >
        {isRenaming && <GroupTitleField index={index} title={group.title} />}
      </div>
      {!isFolded && (
        <div
          aria-hidden
          title={t.resizeGroup}
          data-group-corner={index}
          className="pointer-events-auto absolute -right-2 -bottom-2 size-4 cursor-se-resize after:absolute after:right-2 after:bottom-2 after:size-2 after:border-r-2 after:border-b-2 after:border-border-strong"
          onPointerDown={grasp(stretchGroup)}
        />
      )}
    </div>
  );
}

function walkGroups(controller: GraphController, from: number, direction: Parameters<typeof neighbourOf>[2]): void {
  const next = neighbourOf(new Map(controller.scene().groups.map((group) => [group.index, group])), from, direction);
  if (next !== null) controller.view.setState({ focusedGroup: next, groupWanted: next });
}

/** The keyboard goes into the group: to the first of its nodes. A folded one opens. */
function enterGroup(controller: GraphController, index: number): void {
  if (controller.scene().groups.some((group) => group.index === index && group.isFolded)) foldGroup(controller, index);
  const [first] = groupNodes(controller, index);
  if (first === undefined) return;
  controller.select([first]);
  focusNode(controller, first);
}

function GroupTitleField({ index, title }: { readonly index: number; readonly title: string }) {
  const controller = useController();
  const field = useRef<HTMLInputElement>(null);
  const isOver = useRef(false);
  // Synchronises with the browser's focus: renaming begins with the whole title selected.
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  const end = (text: string | null, keepsKeyboard: boolean): void => {
    if (isOver.current) return;
    isOver.current = true;
    if (text === null) controller.view.setState({ renamingGroup: null });
    else renameGroup(controller, index, text);
    if (keepsKeyboard) controller.view.setState({ groupWanted: index });
  };
  return (
    <input
      ref={field}
      type="text"
      aria-label={t.groupTitleField}
      defaultValue={title}
      className="nodrag nopan absolute inset-x-1 top-1 h-7 rounded-control border border-accent bg-sunken px-1 text-text"
      onPointerDown={(event) => event.stopPropagation()}
      onDoubleClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') end(event.currentTarget.value, true);
        else if (event.key === 'Escape') end(null, true);
      }}
      onBlur={(event) => end(event.currentTarget.value, false)}
    />
  );
}
