/*
 * connector-init [--once] SOCKET -- PROGRAM ARGUMENT...
 *
 * Listens on a unix socket and runs PROGRAM once for every connection, one connection at a time, carrying its standard streams
 * and its exit status as frames: a type (1 byte), a length (4 bytes, little endian), and so many bytes.
 *
 *   to the program:   0 bytes of stdin   1 end of stdin   2 a signal (1 byte) for its process group
 *   from the program: 16 bytes of stdout   17 bytes of stderr   18 exit status (1 byte, 128 + n after signal n), the last one
 *
 * When the connection closes, when this process gets SIGTERM or, under --once, when its parent dies, the program's process group
 * gets SIGTERM and, 2 s later, SIGKILL. The next connection is accepted when nothing that the program started is left: many
 * connectors ignore a closed stdin, and one that lived on would hold its replication slot. --once ends with the first connection.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { STDIN_DATA = 0, STDIN_END = 1, SIGNAL = 2, STDOUT_DATA = 16, STDERR_DATA = 17, EXIT = 18 };
enum { HEADER = 5, CHUNK = 256 * 1024, GRACE_MS = 2000, TICK_MS = 1000 };

static pid_t parent; /* under --once: whose death ends us; else 0 */
static int signals;  /* signalfd of SIGCHLD, SIGTERM, SIGHUP */
static int stopping; /* SIGTERM or SIGHUP came, or the parent died */

struct session {
  int socket, in, out, err;      /* -1 once closed */
  pid_t program;                 /* 0 once reaped */
  int status;
  long deadline;                 /* when SIGKILL is due; 0 before SIGTERM */
  uint8_t header[HEADER];
  size_t header_length, frame_left;
  uint8_t to_in[CHUNK];
  size_t to_in_at, to_in_end;
  uint8_t to_socket[HEADER + CHUNK];
  size_t to_socket_at, to_socket_end;
};

static struct session s;

static long now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000L + t.tv_nsec / 1000000L;
}

static void shut(int *fd) {
  if (*fd >= 0) close(*fd);
  *fd = -1;
}

static void die(const char *what) {
  perror(what);
  exit(1);
}

static void nonblocking(int fd) { fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK); }

/* Asks the program to end, once; SIGKILL follows. */
static void terminate(void) {
  if (!s.deadline) {
    s.deadline = now_ms() + GRACE_MS;
    if (s.program) kill(-s.program, SIGTERM); /* before its input ends, of which it could make a good end */
  }
  shut(&s.in);
  s.to_in_at = s.to_in_end = 0;
}

/* The connection is of no use any more. */
static void disconnect(void) {
  shut(&s.socket);
  s.to_socket_at = s.to_socket_end = 0;
  terminate();
}

/* Kills what is left of the program's descendants, also those that left its group, and waits for all of them. */
static void sweep(pid_t group) {
  char path[64];
  snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
  for (;;) {
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
      if (pid == s.program) s.program = 0, s.status = status;
    if (pid < 0 && errno == ECHILD) return;
    kill(-group, SIGKILL);
    FILE *children = fopen(path, "r");
    if (children) {
      int child;
      while (fscanf(children, "%d", &child) == 1) kill(child, SIGKILL);
      fclose(children);
    }
    poll(NULL, 0, 5);
  }
}

static void start(char **argv) {
  int in[2], out[2], err[2];
  if (pipe2(in, O_CLOEXEC) || pipe2(out, O_CLOEXEC) || pipe2(err, O_CLOEXEC)) die("pipe");
  fcntl(in[1], F_SETPIPE_SZ, 1 << 20);
  fcntl(out[0], F_SETPIPE_SZ, 1 << 20);
  pid_t pid = fork();
  if (pid < 0) die("fork");
  if (!pid) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
    signal(SIGINT, SIG_DFL);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    setsid();
    dup2(in[0], 0);
    dup2(out[1], 1);
    dup2(err[1], 2);
    execvp(argv[0], argv);
    fprintf(stderr, "cannot run %s: %s\n", argv[0], strerror(errno));
    _exit(127);
  }
  setpgid(pid, pid); /* fails once the child has done setsid: either way the group exists now */
  close(in[0]);
  close(out[1]);
  close(err[1]);
  s.in = in[1];
  s.out = out[0];
  s.err = err[0];
  nonblocking(s.in);
  nonblocking(s.out);
  nonblocking(s.err);
  s.program = pid;
}

static void frame(uint8_t type, size_t length) {
  uint8_t *h = s.to_socket;
  h[0] = type;
  for (int i = 0; i < 4; i++) h[1 + i] = (uint8_t)(length >> (8 * i));
  s.to_socket_at = 0;
  s.to_socket_end = s.socket < 0 ? 0 : HEADER + length;
}

/* Moves what the program wrote to the socket's buffer, which is empty. */
static void read_program(int *fd, uint8_t type) {
  ssize_t n = read(*fd, s.to_socket + HEADER, CHUNK);
  if (n > 0) frame(type, (size_t)n);
  else if (n == 0 || (errno != EAGAIN && errno != EINTR)) shut(fd);
}

static void write_socket(void) {
  ssize_t n = send(s.socket, s.to_socket + s.to_socket_at, s.to_socket_end - s.to_socket_at, MSG_DONTWAIT | MSG_NOSIGNAL);
  if (n > 0) s.to_socket_at += (size_t)n;
  else if (n < 0 && errno != EAGAIN && errno != EINTR) disconnect();
}

static void write_program(void) {
  ssize_t n = write(s.in, s.to_in + s.to_in_at, s.to_in_end - s.to_in_at);
  if (n > 0) s.to_in_at += (size_t)n;
  else if (n < 0 && errno != EAGAIN && errno != EINTR) {
    shut(&s.in); /* it reads no more: the rest is dropped */
    s.to_in_at = s.to_in_end = 0;
  }
}

/* Reads the next piece of a frame; what it holds for stdin goes to the buffer, which is empty. */
static void read_socket(void) {
  int whole = s.header_length == HEADER;
  uint8_t *into = whole ? s.to_in : s.header + s.header_length;
  size_t want = whole ? (s.frame_left < CHUNK ? s.frame_left : CHUNK) : HEADER - s.header_length;
  ssize_t n = recv(s.socket, into, want, MSG_DONTWAIT);
  if (n == 0 || (n < 0 && errno != EAGAIN && errno != EINTR)) disconnect();
  if (n <= 0) return;
  if (!whole) {
    s.header_length += (size_t)n;
    if (s.header_length < HEADER) return;
    s.frame_left = s.header[1] | (size_t)s.header[2] << 8 | (size_t)s.header[3] << 16 | (size_t)s.header[4] << 24;
    if (s.header[0] == STDIN_END) shut(&s.in);
  } else {
    s.frame_left -= (size_t)n;
    if (s.header[0] == SIGNAL && s.program) kill(-s.program, s.to_in[0]);
    if (s.header[0] == STDIN_DATA && s.in >= 0) s.to_in_at = 0, s.to_in_end = (size_t)n;
  }
  if (!s.frame_left) s.header_length = 0;
}

static void read_signals(void) {
  struct signalfd_siginfo info;
  while (read(signals, &info, sizeof info) == sizeof info)
    if (info.ssi_signo != SIGCHLD) stopping = 1;
}

static void check_parent(void) {
  if (parent && getppid() != parent) stopping = 1;
}

static void reap(void) {
  int status;
  if (s.program && waitpid(s.program, &status, WNOHANG) == s.program) {
    pid_t group = s.program;
    s.program = 0;
    s.status = status;
    sweep(group);
  }
}

static void turn(void) {
  int pending = s.to_socket_end > s.to_socket_at, feeding = s.to_in_end > s.to_in_at;
  struct pollfd f[] = {
      {s.socket, (short)((feeding ? 0 : POLLIN) | (pending ? POLLOUT : 0)), 0},
      {pending ? -1 : s.out, POLLIN, 0},
      {pending ? -1 : s.err, POLLIN, 0},
      {feeding ? s.in : -1, POLLOUT, 0},
      {signals, POLLIN, 0},
  };
  long wait = s.deadline && s.program ? s.deadline - now_ms() : TICK_MS;
  poll(f, 5, wait < 0 ? 0 : (int)(wait > TICK_MS ? TICK_MS : wait));
  if (f[4].revents) read_signals();
  if (f[0].revents & POLLOUT) write_socket();
  if (s.socket >= 0 && f[0].revents & POLLIN) read_socket();
  else if (s.socket >= 0 && f[0].revents & (POLLHUP | POLLERR)) disconnect();
  if (f[3].revents && s.in >= 0) write_program();
  if (f[1].revents && s.out >= 0) read_program(&s.out, STDOUT_DATA);
  if (f[2].revents && s.err >= 0 && s.to_socket_end == s.to_socket_at) read_program(&s.err, STDERR_DATA);
  check_parent();
  if (stopping) terminate();
  if (s.deadline && s.program && now_ms() >= s.deadline) kill(-s.program, SIGKILL);
  reap();
}

static void serve(int connection, char **argv) {
  memset(&s, 0, sizeof s);
  s.socket = connection;
  start(argv);
  while (s.program || s.out >= 0 || s.err >= 0 || s.to_socket_end > s.to_socket_at) {
    if (s.socket < 0 && !s.program) break;
    turn();
  }
  s.to_socket[HEADER] = (uint8_t)(WIFEXITED(s.status) ? WEXITSTATUS(s.status) : 128 + WTERMSIG(s.status));
  frame(EXIT, 1);
  while (s.socket >= 0 && s.to_socket_end > s.to_socket_at) turn();
  shut(&s.in);
  shut(&s.out);
  shut(&s.err);
  shut(&s.socket);
}

static int listening(const char *path) {
  struct sockaddr_un a = {.sun_family = AF_UNIX};
  if (strlen(path) >= sizeof a.sun_path) {
    fprintf(stderr, "connector-init: the path of the socket is longer than %zu bytes: %s\n", sizeof a.sun_path - 1, path);
    exit(2);
  }
  strcpy(a.sun_path, path);
  unlink(path);
  int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  mode_t before = umask(077);
  if (fd < 0 || bind(fd, (void *)&a, sizeof a) || listen(fd, 16)) die(path);
  umask(before);
  return fd;
}

int main(int argc, char **argv) {
  int once = argc > 1 && !strcmp(argv[1], "--once");
  char **rest = argv + 1 + once;
  if (argc < 4 + once || strcmp(rest[1], "--")) {
    fprintf(stderr, "usage: connector-init [--once] SOCKET -- PROGRAM ARGUMENT...\n");
    return 2;
  }
  if (once) parent = getppid();
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  sigaddset(&set, SIGTERM);
  sigaddset(&set, SIGHUP);
  sigprocmask(SIG_BLOCK, &set, NULL);
  signal(SIGPIPE, SIG_IGN);
  signal(SIGINT, SIG_IGN); /* a terminal's ctrl-C is for Firth, which closes the connection */
  signals = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  int listener = listening(rest[0]);
  while (!stopping) {
    struct pollfd f[] = {{listener, POLLIN, 0}, {signals, POLLIN, 0}};
    poll(f, 2, TICK_MS);
    read_signals();
    check_parent();
    int connection = stopping ? -1 : accept4(listener, NULL, NULL, SOCK_CLOEXEC);
    if (connection < 0) continue;
    if (once) shut(&listener);
    serve(connection, rest + 2);
    if (once) break;
  }
  unlink(rest[0]);
  return 0;
}
