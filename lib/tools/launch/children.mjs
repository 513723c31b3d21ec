// @ts-check
import { spawn } from 'node:child_process'
import { LaunchFailure } from './failure.mjs'
import { openLogFile } from './log-file.mjs'
import { root } from './root.mjs'

/**
 * @typedef {Record<string, string | undefined>} Environment
 *
 * @typedef {object} Exit
 * @property {number | null} code null when a signal ended the process, or when it could not be started
 * @property {string} how for a sentence: "exit code 1"
 * @property {string} stdout what it printed, when it was captured
 * @property {string} stderr
 *
 * @typedef {object} SpawnOptions
 * @property {Environment} [env]
 * @property {'inherit' | 'ignore' | 'pipe'} [stdout]
 * @property {'inherit' | 'pipe'} [stderr]
 * @property {string | undefined} [logFile] where standard error is appended instead
 * @property {number} [graceMs] how long it may take to end before it is killed
 *
 * @typedef {object} Started
 * @property {number | undefined} pid
 * @property {Promise<Exit>} exited
 * @property {ReturnType<typeof openLogFile> | undefined} log
 */

/** Every process that this one starts, so that none of them outlives it. */
export function openChildren({ graceMs: usualGraceMs = 30_000 } = {}) {
  const stopping = new AbortController()
  /** @type {Map<import('node:child_process').ChildProcess, { exited: Promise<Exit>, graceMs: number }>} */
  const running = new Map()
  /** @type {(failure: LaunchFailure) => void} */
  let reportDeath
  /** @type {Promise<never>} */
  const death = new Promise((_, reject) => {
    reportDeath = reject
  })

  /** @type {Promise<void> | undefined} */
  let stopped

  async function stopAll() {
    for (const [child, { exited, graceMs }] of [...running].reverse()) {
      child.kill('SIGTERM')
      const force = setTimeout(() => child.kill('SIGKILL'), graceMs)
      await exited
      clearTimeout(force)
    }
  }

  /** @type {(command: string, args: string[], options?: SpawnOptions) => Started} */
  function start(command, args, options = {}) {
    const { env = process.env, stdout = 'inherit', stderr = 'inherit', graceMs = usualGraceMs } = options
    if (stopping.signal.aborted) throw new LaunchFailure('Stopped.')
    const log = options.logFile === undefined ? undefined : openLogFile(options.logFile)
    const child = spawn(command, args, {
      cwd: root,
      // Next's types demand a NODE_ENV of every environment; a process needs none.
      env: /** @type {NodeJS.ProcessEnv} */ (env),
      stdio: ['ignore', stdout, log?.fd ?? stderr],
    })
    log?.close()
    const exited = exitOf(child).finally(() => running.delete(child))
    running.set(child, { exited, graceMs })
    return { pid: child.pid, exited, log }
  }

  return {
    /** Rejects when a service ends on its own. */
    death,
    /** Aborted as soon as stopping begins. */
    stopping: stopping.signal,

    /**
     * Runs a command to its end.
     * @type {(command: string, args: string[], options?: SpawnOptions) => Promise<Exit>}
     */
    run: (command, args, options) => start(command, args, options).exited,

    /**
     * Starts a process that is meant to run until `stop`, and tells its id; undefined when it could not be started.
     * @type {(name: string, command: string, args: string[], options?: SpawnOptions) => number | undefined}
     */
    serve(name, command, args, options) {
      const { pid, exited, log } = start(command, args, options)
      exited.then(({ how }) => {
        if (stopping.signal.aborted) return
        const sentence = `${name} stopped unexpectedly (${how}), so everything else was stopped.`
        reportDeath(new LaunchFailure(log ? `${sentence}\n\n${log.end()}` : sentence))
      })
      return pid
    },

    /**
     * Asks every process to end and waits for it, the last one started first, because it may need the others to finish its
     * work. A process that doesn't end in time is killed.
     */
    stop() {
      stopping.abort()
      stopped ??= stopAll()
      return stopped
    },

    /** Kills every process. */
    kill() {
      for (const child of running.keys()) child.kill('SIGKILL')
    },
  }
}

/** @type {(child: import('node:child_process').ChildProcess) => Promise<Exit>} */
function exitOf(child) {
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text) => {
    stdout += text
  })
  child.stderr?.setEncoding('utf8').on('data', (text) => {
    stderr += text
  })
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: null, how: error.message, stdout, stderr }))
    child.once('close', (code, signal) =>
      resolve({ code, how: signal ? `signal ${signal}` : `exit code ${code}`, stdout, stderr }),
    )
  })
}
