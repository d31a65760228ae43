// SPDX-License-Identifier: GPL-3.0-or-later
// Drives a fuzzer without libFuzzer: fuzz_x [--mutations N] FILE|FOLDER... runs all files and N mutations of them.
// Always the same ones, so that a failure comes again; the input that was running is left in fuzz-failure.
#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace {

using Input = std::vector<std::uint8_t>;

constexpr std::size_t MaxSize = 1 << 16;

Input read(const std::filesystem::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void collect(const std::filesystem::path &path, std::vector<Input> &inputs)
{
    if (!std::filesystem::is_directory(path)) {
        inputs.push_back(read(path));
        return;
    }
    std::vector<std::filesystem::path> files(std::filesystem::directory_iterator(path), {});
    std::sort(files.begin(), files.end());
    for (const std::filesystem::path &file : files)
        collect(file, inputs);
}

class Mutator
{
public:
    explicit Mutator(const std::vector<Input> &inputs)
        : m_inputs(inputs)
    {
    }

    Input next()
    {
        Input input = anyInput();
        for (std::size_t i = 1 + below(6); i > 0; --i)
            mutate(input);
        if (input.size() > MaxSize)
            input.resize(MaxSize);
        return input;
    }

private:
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : m_random() % limit; }
    const Input &anyInput() { return m_inputs[below(m_inputs.size())]; }

    /// Where something begins and how long it is.
    std::pair<std::ptrdiff_t, std::ptrdiff_t> stretch(const Input &input)
    {
        const std::size_t start = below(input.size());
        const std::size_t length = below(std::min<std::size_t>(input.size() - start, 1 + below(64)) + 1);
        return {static_cast<std::ptrdiff_t>(start), static_cast<std::ptrdiff_t>(length)};
    }

    void mutate(Input &input)
    {
        static const std::string tokens = "{}[]\",:0123456789.eE+-/%*ntfals\\";
        const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(below(input.size() + 1));
        const auto [start, length] = stretch(input);
        const auto first = input.begin() + start;
        switch (input.empty() ? 0 : below(6)) {
        case 0:
            input.insert(input.begin() + at, static_cast<std::uint8_t>(tokens[below(tokens.size())]));
            break;
        case 1:
            *first = static_cast<std::uint8_t>(m_random());
            break;
        case 2:
            input.erase(first, first + length);
            break;
        case 3: {
            const Input copy(first, first + length);
            input.insert(input.begin() + at, copy.begin(), copy.end());
            break;
        }
        case 4:
            *first = static_cast<std::uint8_t>(tokens[below(tokens.size())]);
            break;
        default: {
            const Input &other = anyInput();
            const auto [from, count] = stretch(other);
            input.insert(input.begin() + at, other.begin() + from, other.begin() + from + count);
        }
        }
    }

    const std::vector<Input> &m_inputs;
    std::mt19937_64 m_random{1};
};

Input running;

void keepInput(int)
{
    if (std::FILE *file = std::fopen("fuzz-failure", "wb")) {
        std::fwrite(running.data(), 1, running.size(), file);
        std::fclose(file);
    }
    std::_Exit(1);
}

void run(const Input &input)
{
    running = input;
    LLVMFuzzerTestOneInput(running.data(), running.size());
}

} // namespace

int main(int argc, char **argv)
{
    std::vector<Input> inputs;
    long mutations = 0;
    for (int i = 1; i < argc; ++i) {
        if (std::string(argv[i]) == "--mutations" && i + 1 < argc)
            mutations = std::strtol(argv[++i], nullptr, 10);
        else
            collect(argv[i], inputs);
    }
    if (inputs.empty()) {
        std::fprintf(stderr, "there is nothing to run: name files or folders\n");
        return 2;
    }
    for (const int number : {SIGSEGV, SIGABRT, SIGFPE, SIGBUS, SIGILL})
        std::signal(number, keepInput);
    for (const Input &input : inputs)
        run(input);
    Mutator mutator(inputs);
    for (long i = 0; i < mutations; ++i)
        run(mutator.next());
    std::printf("%zu inputs and %ld mutations\n", inputs.size(), mutations);
    return 0;
}
