// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/failing_call.h"

#include <QByteArray>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstring>
#include <dlfcn.h>
#include <fcntl.h>
#include <mutex>
#include <netdb.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace sockscope::test {

namespace {

struct Plan
{
    std::atomic<bool> isArmed{false}; ///< the fields below are written before
    const char *name = nullptr;
    int nth = 0;
    int error = 0;
    pthread_t thread{};
    bool onThatThread = true;
    std::atomic<int> seen{0};
};

Plan plan;

struct Entry
{
    QByteArray name;
    QList<QByteArray> addresses;
};

std::mutex entryMutex; // names are looked up on threads of their own
Entry entry;

/// The error of this call, 0 when it shall go through.
int errorOf(const char *name)
{
    if (!plan.isArmed.load(std::memory_order_acquire) || std::strcmp(name, plan.name) != 0 ||
        (::pthread_equal(plan.thread, ::pthread_self()) != 0) != plan.onThatThread)
        return 0;
    return ++plan.seen == plan.nth ? plan.error : 0;
}

bool fails(const char *name)
{
    const int error = errorOf(name);
    if (error != 0)
        errno = error;
    return error != 0;
}

template <typename Function>
Function next(const char *name)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

bool isSocket(int descriptor)
{
    static const auto real = next<decltype(&::fstat)>("fstat");
    struct stat status
    {
    };
    const int before = errno;
    const bool result = real(descriptor, &status) == 0 && S_ISSOCK(status.st_mode);
    errno = before;
    return result;
}

} // namespace

FailingCall::FailingCall(const char *name, int nth, int error, Thread thread)
{
    plan.name = name;
    plan.nth = nth;
    plan.error = error;
    plan.thread = ::pthread_self();
    plan.onThatThread = thread == Thread::This;
    plan.seen = 0;
    plan.isArmed.store(true, std::memory_order_release);
}

FailingCall::~FailingCall()
{
    plan.isArmed = false;
}

bool FailingCall::hasFailed() const
{
    return plan.seen >= plan.nth;
}

HostEntry::HostEntry(const QString &name, const QList<QHostAddress> &addresses)
{
    const std::lock_guard lock(entryMutex);
    entry.name = name.toUtf8();
    for (const QHostAddress &address : addresses)
        entry.addresses.append(address.toString().toUtf8());
}

HostEntry::~HostEntry()
{
    const std::lock_guard lock(entryMutex);
    entry = {};
}

} // namespace sockscope::test

using sockscope::test::errorOf;
using sockscope::test::fails;
using sockscope::test::isSocket;
using sockscope::test::next;

#pragma GCC visibility push(default)

extern "C" {

int socket(int family, int type, int protocol) noexcept
{
    static const auto real = next<decltype(&::socket)>("socket");
    return fails("socket") ? -1 : real(family, type, protocol);
}

int connect(int descriptor, const sockaddr *address, socklen_t size)
{
    static const auto real = next<decltype(&::connect)>("connect");
    return fails("connect") ? -1 : real(descriptor, address, size);
}

int bind(int descriptor, const sockaddr *address, socklen_t size) noexcept
{
    static const auto real = next<decltype(&::bind)>("bind");
    return fails("bind") ? -1 : real(descriptor, address, size);
}

int listen(int descriptor, int backlog) noexcept
{
    static const auto real = next<decltype(&::listen)>("listen");
    return fails("listen") ? -1 : real(descriptor, backlog);
}

int accept4(int descriptor, sockaddr *address, socklen_t *size, int flags)
{
    static const auto real = next<decltype(&::accept4)>("accept4");
    return fails("accept4") ? -1 : real(descriptor, address, size, flags);
}

int getsockopt(int descriptor, int level, int option, void *value, socklen_t *size) noexcept
{
    static const auto real = next<decltype(&::getsockopt)>("getsockopt");
    return fails("getsockopt") ? -1 : real(descriptor, level, option, value, size);
}

int setsockopt(int descriptor, int level, int option, const void *value, socklen_t size) noexcept
{
    static const auto real = next<decltype(&::setsockopt)>("setsockopt");
    return fails("setsockopt") ? -1 : real(descriptor, level, option, value, size);
}

int getsockname(int descriptor, sockaddr *address, socklen_t *size) noexcept
{
    static const auto real = next<decltype(&::getsockname)>("getsockname");
    return fails("getsockname") ? -1 : real(descriptor, address, size);
}

int getpeername(int descriptor, sockaddr *address, socklen_t *size) noexcept
{
    static const auto real = next<decltype(&::getpeername)>("getpeername");
    return fails("getpeername") ? -1 : real(descriptor, address, size);
}

int shutdown(int descriptor, int how) noexcept
{
    static const auto real = next<decltype(&::shutdown)>("shutdown");
    return fails("shutdown") ? -1 : real(descriptor, how);
}

ssize_t recv(int descriptor, void *bytes, std::size_t size, int flags)
{
    static const auto real = next<decltype(&::recv)>("recv");
    return fails("recv") ? -1 : real(descriptor, bytes, size, flags);
}

ssize_t read(int descriptor, void *bytes, std::size_t size)
{
    static const auto real = next<decltype(&::read)>("read");
    return isSocket(descriptor) && fails("read") ? -1 : real(descriptor, bytes, size);
}

ssize_t send(int descriptor, const void *bytes, std::size_t size, int flags)
{
    static const auto real = next<decltype(&::send)>("send");
    return fails("send") ? -1 : real(descriptor, bytes, size, flags);
}

ssize_t write(int descriptor, const void *bytes, std::size_t size)
{
    static const auto real = next<decltype(&::write)>("write");
    return isSocket(descriptor) && fails("write") ? -1 : real(descriptor, bytes, size);
}

// Its third argument, if any, is an int or a pointer: either passes unharmed as a pointer.
int fcntl(int descriptor, int command, ...)
{
    static const auto real = next<decltype(&::fcntl)>("fcntl");
    va_list list;
    va_start(list, command);
    void *argument = va_arg(list, void *);
    va_end(list);
    return isSocket(descriptor) && fails("fcntl") ? -1 : real(descriptor, command, argument);
}

int epoll_create1(int flags) noexcept
{
    static const auto real = next<decltype(&::epoll_create1)>("epoll_create1");
    return fails("epoll_create1") ? -1 : real(flags);
}

int epoll_ctl(int epoll, int operation, int descriptor, epoll_event *event) noexcept
{
    static const auto real = next<decltype(&::epoll_ctl)>("epoll_ctl");
    return fails("epoll_ctl") ? -1 : real(epoll, operation, descriptor, event);
}

int eventfd(unsigned initial, int flags) noexcept
{
    static const auto real = next<decltype(&::eventfd)>("eventfd");
    return fails("eventfd") ? -1 : real(initial, flags);
}

int open(const char *path, int flags, ...)
{
    static const auto real = next<decltype(&::open)>("open");
    va_list list;
    va_start(list, flags);
    const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(list, mode_t) : 0;
    va_end(list);
    return fails("open") ? -1 : real(path, flags, mode);
}

int fstat(int descriptor, struct stat *status) noexcept
{
    static const auto real = next<decltype(&::fstat)>("fstat");
    return fails("fstat") ? -1 : real(descriptor, status);
}

int flock(int descriptor, int operation) noexcept
{
    static const auto real = next<decltype(&::flock)>("flock");
    return fails("flock") ? -1 : real(descriptor, operation);
}

int fchmod(int descriptor, mode_t mode) noexcept
{
    static const auto real = next<decltype(&::fchmod)>("fchmod");
    return fails("fchmod") ? -1 : real(descriptor, mode);
}

int ftruncate(int descriptor, off_t size) noexcept
{
    static const auto real = next<decltype(&::ftruncate)>("ftruncate");
    return fails("ftruncate") ? -1 : real(descriptor, size);
}

ssize_t pread(int descriptor, void *bytes, std::size_t size, off_t offset)
{
    static const auto real = next<decltype(&::pread)>("pread");
    return fails("pread") ? -1 : real(descriptor, bytes, size, offset);
}

ssize_t pwrite(int descriptor, const void *bytes, std::size_t size, off_t offset)
{
    static const auto real = next<decltype(&::pwrite)>("pwrite");
    return fails("pwrite") ? -1 : real(descriptor, bytes, size, offset);
}

int posix_fallocate(int descriptor, off_t offset, off_t size)
{
    static const auto real = next<decltype(&::posix_fallocate)>("posix_fallocate");
    const int error = errorOf("posix_fallocate"); // which it returns
    return error != 0 ? error : real(descriptor, offset, size);
}

void *mmap(void *address, std::size_t size, int protection, int flags, int descriptor, off_t offset) noexcept
{
    static const auto real = next<decltype(&::mmap)>("mmap");
    const bool isFile = descriptor >= 0 && (flags & MAP_SHARED) != 0;
    return isFile && fails("mmap") ? MAP_FAILED : real(address, size, protection, flags, descriptor, offset);
}

int getaddrinfo(const char *name, const char *service, const addrinfo *hints, addrinfo **result)
{
    static const auto real = next<decltype(&::getaddrinfo)>("getaddrinfo");
    const std::lock_guard lock(sockscope::test::entryMutex);
    const auto &entry = sockscope::test::entry;
    if (!name || entry.addresses.isEmpty() || entry.name != name)
        return real(name, service, hints, result);
    addrinfo **end = result; // the C library frees each node of the list for itself
    for (const QByteArray &address : entry.addresses) {
        addrinfo wanted{};
        wanted.ai_flags = AI_NUMERICHOST;
        wanted.ai_socktype = SOCK_STREAM;
        if (const int error = real(address.constData(), service, &wanted, end))
            return error;
        end = &(*end)->ai_next;
    }
    return 0;
}

} // extern "C"

#pragma GCC visibility pop
