// Before the first paint, so that nobody is dazzled at night; the application takes over in ui/theme.ts.
try {
  const theme = localStorage.getItem('consilium.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // A browser may keep its storage closed.
}
