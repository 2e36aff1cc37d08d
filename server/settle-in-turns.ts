/** So many at a time; `tell` hears after each turn how many are done. */
export const settleInTurns = async <Item, Done>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Done>,
  tell: (done: number) => void = () => {},
): Promise<PromiseSettledResult<Done>[]> => {
  const settled: PromiseSettledResult<Done>[] = []
  for (let at = 0; at < items.length; at += atOnce) {
    settled.push(...(await Promise.allSettled(items.slice(at, at + atOnce).map(work))))
    tell(settled.length)
  }
  return settled
}
