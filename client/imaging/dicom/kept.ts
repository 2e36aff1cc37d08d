/** Holds what was used last, so long as it is no more than these bytes; what was not used for longest goes first. */
export const createKept = <K, V>(mostBytes: number, onDropped: (key: K) => void = () => {}) => {
  const held = new Map<K, { value: V; bytes: number }>()
  let heldBytes = 0
  const drop = (key: K) => {
    const found = held.get(key)
    if (!found) return
    held.delete(key)
    heldBytes -= found.bytes
    onDropped(key)
  }
  return {
    get bytes() {
      return heldBytes
    },
    has: (key: K) => held.has(key),
    /** Used now. */
    get(key: K): V | undefined {
      const found = held.get(key)
      if (!found) return undefined
      held.delete(key)
      held.set(key, found)
      return found.value
    },
    put(key: K, value: V, bytes: number) {
      drop(key)
      held.set(key, { value, bytes })
      heldBytes += bytes
      for (const oldest of held.keys()) {
        if (heldBytes <= mostBytes || oldest === key) break
        drop(oldest)
      }
    },
    drop,
  }
}
