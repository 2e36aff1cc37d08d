/** Damaged, or of a format that this browser does not know: what is in it cannot be taken out. */
export class Unreadable extends Error {
  override name = 'Unreadable'
}
