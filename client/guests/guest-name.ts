const key = 'consilium.guest-name'

/** What a guest calls themselves, for as long as their window is open: nobody else keeps it. */
export const keepGuestName = (name: string): void => {
  try {
    sessionStorage.setItem(key, name)
  } catch {
    // Then they are a guest without a name after the page was loaded anew.
  }
}

export const readGuestName = (): string | null => {
  try {
    return sessionStorage.getItem(key)
  } catch {
    return null
  }
}
