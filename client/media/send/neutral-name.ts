const two = (n: number) => String(n).padStart(2, '0')

/** A name that says what it is, and nothing about anybody; among the files of a case also when it was added. */
export const neutralName = (what: string, ending: string, addedAt: number | null): string => {
  if (addedAt === null) return `${what}.${ending}`
  const date = new Date(addedAt)
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  const time = `${two(date.getHours())}-${two(date.getMinutes())}-${two(date.getSeconds())}`
  return `${what} ${day} ${time}.${ending}`
}
