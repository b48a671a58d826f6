import { ensureDependencies } from './dependencies.mjs'
import { Problem } from './process.mjs'

const NODE_MIN = [20, 19]

/**
 * What starting and testing share: packages, the Electron runtime, what the system must bring, the build.
 * What is there already is not fetched again.
 */
export async function setUp() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1]))
    throw new Problem(
      `This is Node.js ${process.versions.node}; the terminal is built with ${NODE_MIN.join('.')} or newer: install it and start again.`,
    )
  await ensureDependencies()
  // These use installed packages, so they are loaded once the packages are there.
  const { ensureRuntime } = await import('./runtime.mjs')
  const { ensureSystem } = await import('./system.mjs')
  const { ensureBuild } = await import('./build.mjs')
  const runtime = await ensureRuntime()
  await ensureSystem(runtime)
  await ensureBuild()
  return runtime
}
