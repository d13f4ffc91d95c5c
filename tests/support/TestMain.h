// Many test classes in one program: `PROGRAM CLASS [Qt Test's options]` runs one, each in its own process
// under CTest.
#pragma once

#include <QtTest>

namespace baro::test {

class Registration {
  public:
    // A name's namespaces are left out.
    Registration(const char* name, int (*run)(int argc, char** argv));
};

template <class Test, class Application>
int run(int argc, char** argv) {
    [[maybe_unused]] Application application(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

struct NoApplication {
    NoApplication(int&, char**) {}
};

}  // namespace baro::test

// In place of Qt's QTEST_APPLESS_MAIN, QTEST_GUILESS_MAIN and QTEST_MAIN.
#define BARO_TEST(Class) BARO_TEST_WITH(Class, baro::test::NoApplication, __COUNTER__)
#define BARO_GUILESS_TEST(Class) BARO_TEST_WITH(Class, QCoreApplication, __COUNTER__)
#define BARO_GUI_TEST(Class) BARO_TEST_WITH(Class, QApplication, __COUNTER__)

#define BARO_TEST_WITH(Class, Application, number) BARO_TEST_NAMED(Class, Application, number)
#define BARO_TEST_NAMED(Class, Application, number) \
    static const baro::test::Registration registered##number(#Class, baro::test::run<Class, Application>);
