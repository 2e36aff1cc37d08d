/** Closes a panel by Escape, unless that is meant for a dialog or menu of it: their events come here too. */
export const onEscape =
  (close: () => void) =>
  (event: KeyboardEvent & { currentTarget: Element }): void => {
    const isInside = event.target instanceof Node && event.currentTarget.contains(event.target)
    if (event.key === 'Escape' && isInside && !event.defaultPrevented) close()
  }
