/** Without a graphics processor of its own, a machine finds people faster without pretending to have one. */
export const delegateFor = (renderer: string): 'GPU' | 'CPU' =>
  renderer === '' || /swiftshader|llvmpipe|softpipe|basic render|software/i.test(renderer) ? 'CPU' : 'GPU'

const windowMs = 3_000
/** Fewer than 12 pictures a second, and everything else in the page waits as long. */
const slowMs = 80

/** Says after every few seconds whether the pictures of that time took longer than this machine has for them. */
export const watchStrain = (
  say: (isStrained: boolean) => void,
  now: () => number = () => performance.now(),
): ((processingMs: number) => void) => {
  let since = now()
  let sumMs = 0
  let pictures = 0
  return (processingMs) => {
    sumMs += processingMs
    pictures += 1
    if (now() - since < windowMs) return
    say(sumMs / pictures > slowMs)
    since = now()
    sumMs = 0
    pictures = 0
  }
}
